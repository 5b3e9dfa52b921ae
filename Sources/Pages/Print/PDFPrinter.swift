import Dispatch
import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

/// Makes PDFs by WeasyPrint in a worker that is started when it is first needed and kept. Documents never touch a disk.
package final class PDFPrinter: Sendable {
    /// The environment variable that names the Python to use.
    package static let pythonVariable = "AMTSKOFFER_PYTHON"

    private let python: String?
    private let timeout: Duration
    /// Documents are made one after the other; the worker belongs to this queue.
    private let queue = DispatchQueue(label: "amtskoffer.pdf")
    private let worker = WorkerBox()

    /// - Parameter python: a Python 3 with WeasyPrint; `nil` where there is none, which is said when a PDF is asked for.
    package init(python: String?, timeout: Duration = .seconds(30)) {
        self.python = python
        self.timeout = timeout
    }

    /// Starts the worker ahead of the first document; its start takes about a second.
    ///
    /// - Returns: whether it runs, so that PDFs can be had.
    @discardableResult
    package func warmUp() async -> Bool {
        let (python, timeout) = (python, timeout)
        let started = await onQueue { (box) throws(PrintFailure) in _ = try box.running(python, timeout) }
        if case .success = started { return true }
        return false
    }

    /// - Returns: a tagged PDF/UA-1.
    /// - Throws: ``PrintFailure``; the next call starts a new worker.
    package func pdf(of document: PrintDocument) async throws(PrintFailure) -> [UInt8] {
        let (python, timeout) = (python, timeout)
        let order = Order(html: document.html.string, css: [PrintDocument.stylesheet]).json
        let result = await onQueue { (box) throws(PrintFailure) in
            try box.answer(to: order, python: python, timeout: timeout)
        }
        return try result.get()
    }

    package func stop() { queue.async { self.worker.stop() } }

    deinit { worker.stop() }

    private struct Order: Encodable {
        var html: String
        var css: [String]

        /// Encoding strings cannot fail.
        var json: Data { (try? JSONEncoder().encode(self)) ?? Data() }
    }

    private func onQueue<Value: Sendable>(
        _ body: @escaping @Sendable (WorkerBox) throws(PrintFailure) -> Value
    ) async -> Result<Value, PrintFailure> {
        let worker = worker
        return await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(returning: Result { () throws(PrintFailure) in try body(worker) })
            }
        }
    }
}

extension PDFPrinter {
    /// The document as an answer that the browser shows; `fileName` must name no person.
    package func response(_ document: PrintDocument, fileName: String) async throws(PrintFailure) -> Response {
        let bytes = try await pdf(of: document)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .contentLength: String(bytes.count), .cacheControl: "no-store",
                .contentDisposition: "inline; filename=\"\(fileName)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// Holds the worker; used on the printer's queue only, which is what makes it safe to share.
private final class WorkerBox: @unchecked Sendable {
    private var worker: PrintWorker?

    func answer(to order: Data, python: String?, timeout: Duration) throws(PrintFailure) -> [UInt8] {
        let worker = try running(python, timeout)
        do throws(PrintFailure) {
            return try worker.answer(to: order, within: timeout)
        } catch {
            // A refused document leaves a sound worker behind; anything else does not.
            if case .refused = error {} else { stop() }
            throw error
        }
    }

    func running(_ python: String?, _ timeout: Duration) throws(PrintFailure) -> PrintWorker {
        if let worker, worker.isRunning { return worker }
        worker = nil
        guard let python, FileManager.default.isExecutableFile(atPath: python) else { throw .missing }
        let started = try PrintWorker(python: python, timeout: timeout)
        worker = started
        return started
    }

    func stop() {
        worker?.stop()
        worker = nil
    }
}
