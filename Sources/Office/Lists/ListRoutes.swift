import Casework
import Hummingbird
import Pages

extension OfficePages {
    /// Lists over all cases of a clerk's units: whom to call, and what the outings brought.
    func addLists(to router: OfficeRoutes) {
        router.get("/anrufliste") { _, context in
            let desk = try await desk(context)
            return desk.callList(once: once())
        }
        router.get("/aussentermine") { _, context in try await desk(context).outings() }
    }
}

extension OfficeDesk {
    fileprivate func callList(once: String) -> Page {
        let asked = files.filter { $0.item.openQuestion.map { $0.telling == .callList } ?? false }
            .sorted { ($0.item.openQuestion?.due ?? .distant) < ($1.item.openQuestion?.due ?? .distant) }
        let ready = files.filter { $0.item.state == .readyToCollect }.sorted { $0.changedAt < $1.changedAt }
        let questions = Table(
            "Rückfragen", columns: ["Vorgang", "Wer", "Telefon", "Frage", "Antwort bis", "Mitgeteilt"],
            rows: asked.map { file in
                let item = file.item
                let told = item.openQuestion?.told.last
                return [
                    "<a href=\"/vorgang/\(item.number.text)\">\(item.number.text)</a>", "\(item.applicantName ?? "–")",
                    phone(item), "\(item.openQuestion?.text)", "\(item.openQuestion?.due.german)",
                    told.map { "\($0.text) <span class=\"soft\">\($0.at.germanDay?.german ?? "")</span>" }
                        ?? StatusTag(.warning, "noch nicht").html,
                ]
            }, empty: EmptyState("Niemand anzurufen", "Rückfragen, die am Telefon gestellt werden, stehen hier."))
        let collect = Table(
            "Abholbereit", columns: ["Vorgang", "Wer", "Telefon", "Leistung", "Wo", "Seit"],
            rows: ready.map { file in
                let item = file.item
                return [
                    "<a href=\"/vorgang/\(item.number.text)\">\(item.number.text)</a>", "\(item.applicantName ?? "–")",
                    phone(item), "\(item.title)", "\(item.collectAt)", "\(file.changedAt.germanDay?.german)",
                ]
            }, empty: EmptyState("Nichts abholbereit", "Was fertig ist, steht hier, bis es abgeholt wurde."))
        return page(
            "Anrufliste", at: "/anrufliste",
            "<div class=\"flow\">\(questions.html)\(collect.html)\(Button.row([Button(print: "Liste drucken", key: .print)]))</div>"
        )
    }

    private func phone(_ item: Case) -> HTML {
        var number = item.answers["phone"]?.shown
        if number == nil {
            for person in item.persons {
                if case .text(let text) = person.attributes[.phone] { number = text }
            }
        }
        guard let number else { return "–" }
        let digits = number.filter { $0.isNumber || $0 == "+" }
        return "<a href=\"\(href: "tel:\(digits)")\">\(number)</a>"
    }

    // MARK: Outings

    fileprivate func outings() -> Page {
        let all = view.state.statistics.byDay
        func amount(_ outing: OutingStatistics, _ way: PaymentWay) -> Money { outing.takings[way] ?? .zero }
        let rows = all.map { outing -> [HTML] in
            let day = outing.day.map { "\(GermanText.shortDate($0)) \(String($0.year))" } ?? "–"
            let incomplete: HTML? =
                outing.incompleteTotal > 0
                ? " <span class=\"soft\">(\(outing.incompleteTotal) unvollständig)</span>" : nil
            return [
                "\(day)", "\(outing.venueTitle ?? "–")", "\(outing.visits)", "\(outing.casesTotal)\(incomplete)",
                "\(outing.medianWaiting.map { "\($0) min" } ?? "–")",
                "\(outing.medianServing.map { "\($0) min" } ?? "–")",
                "\(outing.takingsTotal.german)",
                outing.isClosed ? StatusTag(.good, "geschlossen").html : StatusTag(.busy, "offen").html,
            ]
        }
        let total: [HTML] = [
            "Summe", "\(GermanText.count(all.count, "Außentermin", "Außentermine"))",
            "\(all.reduce(0) { $0 + $1.visits })", "\(all.reduce(0) { $0 + $1.casesTotal })", "", "",
            "\(all.reduce(Money.zero) { $0 + $1.takingsTotal }.german)", "",
        ]
        let table = Table(
            "Alle Außentermine, die neuesten oben",
            columns: [
                "Tag", "Ort", .init("Vorsprachen", isNumber: true), .init("Vorgänge", isNumber: true),
                .init("Wartezeit, Mitte", isNumber: true), .init("Dauer, Mitte", isNumber: true),
                .init("Einnahmen", isNumber: true), "Stand",
            ], rows: rows, foot: all.isEmpty ? nil : total,
            empty: EmptyState(
                "Noch kein Außentermin", "Sobald ein Koffer von einem Halt überträgt, stehen hier seine Zahlen."))
        let other = view.state.statistics.otherTakings.values.reduce(Money.zero, +)
        let note: HTML? =
            other == .zero
            ? nil : "<p>Dazu Buchungen ohne Außentermin (Storno an einem späteren Tag): \(other.german)</p>"
        return page(
            "Außentermine", at: "/aussentermine",
            "<div class=\"flow\"><p>Die Zahlen stammen aus namenlosen Einträgen: Keine Person und kein Vorgang steht darin.</p>\(table.html)\(note)</div>"
        )
    }
}
