/// Reads a town. The folder is only one way to its files; the reading itself works on texts in memory.
package enum TownFolder {
    /// Reads all files of a town and checks them against each other.
    package static func load(files: [String: String]) -> TownCheck {
        load(bundle: TownBundle(files: files), found: [])
    }

    /// Reads a folder. What lies beside the YAML files (a README, pictures) is no part of the town.
    package static func load(path: String) -> TownCheck {
        let contents = FolderContents.read(path)
        if contents.isMissing {
            return TownCheck(town: nil, mistakes: contents.mistakes, fileCount: 0, serviceCount: 0)
        }
        return load(bundle: TownBundle(files: contents.files), found: contents.mistakes)
    }

    package static func load(bundle: TownBundle) -> TownCheck { load(bundle: bundle, found: []) }

    /// Reads a folder again while running. A folder that has become worse changes nothing: the good town stays, and the mistakes are
    /// for whoever looks after it.
    package static func reload(path: String, keeping current: Town) -> (town: Town, mistakes: [Mistake]) {
        let check = load(path: path)
        return (check.town ?? current, check.mistakes)
    }

    /// The same for what came with the feed.
    package static func reload(bundle: TownBundle, keeping current: Town) -> (town: Town, mistakes: [Mistake]) {
        let check = load(bundle: bundle)
        return (check.town ?? current, check.mistakes)
    }

    private static func load(bundle: TownBundle, found: [Mistake]) -> TownCheck {
        let log = MistakeLog()
        for mistake in found { log.add(mistake) }
        let town = TownReader(bundle: bundle, log: log, unread: Set(found.map(\.file))).town()
        let mistakes = log.mistakes.sorted()
        return TownCheck(
            town: mistakes.isEmpty ? town : nil, mistakes: mistakes, fileCount: bundle.files.count,
            serviceCount: bundle.files.keys.count { $0.hasPrefix("services/") })
    }
}
