import Foundation

/// A secret that a person types; it is not shown, and is no argument that others of this machine could read.
enum TypedSecret {
    static func ask(_ prompt: String) -> String {
        guard isatty(0) == 1 else { return readLine() ?? "" }
        print(prompt, terminator: "")
        fflush(nil)
        var terminal = termios()
        tcgetattr(0, &terminal)
        var silent = terminal
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(0, TCSANOW, &silent)
        defer {
            tcsetattr(0, TCSANOW, &terminal)
            print("")
        }
        return readLine() ?? ""
    }
}
