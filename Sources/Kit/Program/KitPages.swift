package import Casework
import Foundation
package import Pages
import Sync

/// What every page of the kit has: the state bar, the tabs, the keys. Features give the rest.
package struct KitPages: Sendable {
    package enum Tab: String, Sendable { case today, visit, cases, cash, sync, leaving }

    package let desk: Desk
    package let lockAfterSeconds: Int

    package init(desk: Desk, lockAfterSeconds: Int) {
        self.desk = desk
        self.lockAfterSeconds = lockAfterSeconds
    }

    /// - Parameters:
    ///   - zoneAddress: where a zone goes that a scanner types anywhere on the page.
    ///   - visit: the visit the page belongs to; otherwise the clerk's own open one stands in the tab.
    package func page(
        _ title: String, tab: Tab?, view: DeskView, context: KitContext, problems: [Problem] = [], visit: Visit? = nil,
        back: (text: String, address: String)? = nil, side: HTML? = nil, headingNote: HTML? = nil,
        width: Page.Width = .desk, zoneAddress: String? = nil, main: HTML
    ) -> Page {
        let own = visit ?? context.session.flatMap { session in view.outing?.openVisits(of: session.person.id).last }
        return Page(
            title: title, headingNote: headingNote, program: "Koffer \(view.state.kit.text)", problems: problems,
            stateBar: stateBar(view, context: context), tabs: tabs(tab, own),
            tools: [
                Button("Neue Vorsprache", kind: .quiet, to: "/vorsprachen/neu", key: .newVisit),
                Button("Suche", kind: .quiet, to: "/suche", key: .search),
            ], back: back, side: side, width: width,
            behaviour: Page.Behaviour(
                token: context.formToken, lockAfterSeconds: lockAfterSeconds, lockAddress: "/sperren",
                zoneAddress: zoneAddress ?? own.map { "/vorsprache/\($0.id.text)/zone" }),
            main: main)
    }

    private func tabs(_ current: Tab?, _ visit: Visit?) -> [Page.Tab] {
        var tabs = [Page.Tab("Heute", to: "/heute", isCurrent: current == .today)]
        if let visit {
            let name = visit.ticket.map { "Vorsprache \($0.text)" } ?? "Vorsprache"
            tabs.append(Page.Tab(name, to: "/vorsprache/\(visit.id.text)", isCurrent: current == .visit))
        }
        return tabs + [
            Page.Tab("Vorgänge", to: "/vorgaenge", isCurrent: current == .cases),
            Page.Tab("Kasse", to: "/kasse", isCurrent: current == .cash),
            Page.Tab("Übertragung", to: "/uebertragung", isCurrent: current == .sync),
            Page.Tab("Abfahrt", to: "/abfahrt", isCurrent: current == .leaving),
        ]
    }

    /// The bar alone, for its own renewal every ten seconds.
    package func stateBar(_ view: DeskView, context: KitContext) -> StateBar {
        let forgotten = view.forgottenDay.map { " (vom \(GermanText.shortDate($0)))" } ?? ""
        var place = view.outing?.opening.map { ["\($0.venueTitle)\(forgotten)"] } ?? ["Kein Außentermin geöffnet"]
        place.append("\(GermanText.shortDate(view.today)) · \(view.now.germanClock)")
        var items: [StateBar.Item] = []
        if view.fault != nil { items.append(.init(.bad, "Journal nur lesbar", to: "/integritaet")) }
        if let doubt = view.clockDoubt { items.append(.init(.warning, doubt.short, to: "/uhr")) }
        if case .warning(let until) = view.contact {
            items.append(
                .init(
                    .warning, "Kontakt nötig bis \(until.germanDay.map(GermanText.shortDate) ?? "")",
                    to: "/uebertragung"))
        }
        items.append(network(view))
        items.append(unsent(view))
        if Matter.open(in: view).contains(where: \.isDamage) {
            items.append(.init(.bad, "Anlage beschädigt", to: "/uebertragung"))
        }
        if let mirror = MirrorNotice(view: view).item { items.append(mirror) }
        items += devices(view)
        let token = context.formToken
        let others = (context.session?.person).map { _ in
            [
                Button("Platz wechseln", kind: .link, to: "/wechseln").html,
                ButtonForm(to: "/sperren", token: token, button: Button(submit: "Sperren", kind: .link)).html,
                ButtonForm(to: "/abmelden", token: token, button: Button(submit: "Abmelden", kind: .link)).html,
            ]
        }
        return StateBar(
            place: place, items: items, desk: context.session?.person.name, menu: others ?? [],
            refreshAddress: context.session == nil ? nil : "/zustand")
    }

    /// Those that are not there; what works needs no words.
    private func devices(_ view: DeskView) -> [StateBar.Item] {
        let missing = view.devices.filter { !$0.isReady }.map(\.name)
        return missing.isEmpty ? [] : [.init(.idle, "ohne \(missing.joined(separator: ", "))")]
    }

    private func network(_ view: DeskView) -> StateBar.Item {
        guard let sync = view.sync else { return .init(.idle, "Netz: keins", to: "/uebertragung") }
        return switch sync.state {
        case .stopped, .offline: .init(.idle, "Netz: keins", to: "/uebertragung")
        case .connecting: .init(.busy, "Netz: verbindet", to: "/uebertragung")
        case .sending, .upToDate: .init(.good, "Netz: verbunden", to: "/uebertragung")
        case .refused: .init(.bad, "Zentrale nimmt nichts an", to: "/uebertragung")
        }
    }

    /// Cases that were given away and are not at the office yet, and entries that wait.
    private func unsent(_ view: DeskView) -> StateBar.Item {
        let waiting = view.unacknowledged.count
        if waiting > 0 { return .init(.busy, "\(waiting) nicht übertragen", to: "/uebertragung") }
        if view.sync?.isKnown == false { return .init(.idle, "Stand unbekannt", to: "/uebertragung") }
        let isAllSent = view.sync.map { $0.unsentEntries == 0 && $0.unsentAttachments == 0 } ?? true
        if case .refused = view.sync?.state {
            return .init(
                .bad, isAllSent ? "nichts wird mehr übertragen" : "nicht alles übertragen", to: "/uebertragung")
        }
        return isAllSent
            ? .init(.good, "alles übertragen", to: "/uebertragung")
            : .init(.idle, "alle Vorgänge übertragen", to: "/uebertragung")
    }
}

extension DeskView {
    /// The office answers, and takes what is sent.
    package var isConnected: Bool { sync?.state == .sending || sync?.state == .upToDate }

    /// Cases given away that the office has not acknowledged yet.
    package var unacknowledged: [Case] {
        state.cases.values.filter { $0.state == .transferred && !state.feed.acknowledged.contains($0.number) }
            .sorted { $0.number.text < $1.number.text }
    }
}

extension ClockDoubt {
    var short: String { "Uhr prüfen" }
}
