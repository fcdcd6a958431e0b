import DuckDB
import Foundation
import Lake
import Tables
import Testing

/// Ranks and SQL must answer alike, to the byte: the same questions, made at random, to a lake that keeps nothing in
/// memory and to one that keeps everything.
@Suite struct TableIndexTests {
    /// Numbers of a linear congruential generator (Knuth's MMIX), so that a failure can be seen again.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    /// Columns of every type with ties and missing values.
    static func rows(_ count: Int) -> String {
        var dice = Dice(state: 3)
        var text = "entier,reel,texte,jour,instant,heure,oui\n"
        for _ in 0..<count {
            func cell(_ text: @autoclosure () -> String) -> String { Int.random(in: 0..<6, using: &dice) == 0 ? "" : text() }
            let cells = [
                cell("\(Int.random(in: -20...20, using: &dice))"), cell("\(Double(Int.random(in: -30...30, using: &dice)) / 8)"),
                cell(["a", "A", "é", "e", "zz", "Z", "été", "b c"].randomElement(using: &dice)!),
                cell("2024-0\(Int.random(in: 1...9, using: &dice))-1\(Int.random(in: 0...9, using: &dice))"),
                cell("2024-01-01T1\(Int.random(in: 0...9, using: &dice)):00:00"), cell("0\(Int.random(in: 0...9, using: &dice)):30:00"),
                cell(Bool.random(using: &dice) ? "oui" : "non"),
            ]
            text += cells.joined(separator: ",") + "\n"
        }
        return text
    }

    static let operands: [String: [String]] = [
        "entier": ["-20", "0", "7", "7.5", "21", "-21"], "reel": ["0", "-3.75", "0.1", "3.75", "2"],
        "texte": ["a", "A", "é", "", "zzz", "été", "M"], "jour": ["2024-05-15", "2024-01-01", "2025-01-01"],
        "instant": ["2024-01-01T14:00:00", "2024-01-01", "2024-01-01 14:30"], "heure": ["04:30:00", "04:31", "23:00"],
        "oui": ["true", "false"], "__id": ["1", "50", "0", "1999", "3.5"],
    ]
    static let columns = operands.keys.sorted()

    static func filter(_ dice: inout Dice, depth: Int = 0) -> Filter {
        switch Int.random(in: 0..<(depth > 2 ? 6 : 10), using: &dice) {
        case 6: return .not(filter(&dice, depth: depth + 1))
        case 7: return .or((0..<Int.random(in: 0...3, using: &dice)).map { _ in filter(&dice, depth: depth + 1) })
        case 8, 9: return .and((0..<Int.random(in: 0...3, using: &dice)).map { _ in filter(&dice, depth: depth + 1) })
        default:
            let column = columns.randomElement(using: &dice)!
            let comparison = Operator.allCases.randomElement(using: &dice)!
            let values = comparison == .contains || comparison == .notcontains ? ["E", "é", "É", "t", "zz", "", "1", " c", "ééé"] : operands[column]!
            let count = comparison == .in || comparison == .notin ? Int.random(in: 0...4, using: &dice) : comparison == .isnull || comparison == .isnotnull ? 0 : 1
            return .comparison(column: column, comparison, operands: (0..<count).map { _ in values.randomElement(using: &dice)! })
        }
    }

    static func sort(_ dice: inout Dice) -> [SortKey] {
        columns.shuffled(using: &dice).prefix(Int.random(in: 0...3, using: &dice)).map { SortKey(column: $0, descending: Bool.random(using: &dice)) }
    }

    @Test(arguments: [40, 2_000, 8_000])
    func answersAsTheEngineDoes(count: Int) async throws {
        let (cold, warm) = (try TestLake { $0.hotBytes = 0 }, try TestLake())
        let text = Self.rows(count)
        let (file, table) = (try await cold.table(text), try await warm.table(text))
        #expect(file == table)
        #expect(table.columns.map(\.type) == [.integer, .number, .text, .date, .datetime, .time, .boolean])
        #expect(await warm.lake.warm(table))
        var dice = Dice(state: UInt64(count))
        for round in 0..<100 {
            var query = TableQuery(
                columns: round % 3 == 0 ? ["__id", "texte"] : nil, filter: round % 5 == 0 ? nil : Self.filter(&dice), sort: Self.sort(&dice),
                page: .offset([0, 0, 0, 20, 500, 7_990].randomElement(using: &dice)!, size: [1, 20, 300].randomElement(using: &dice)!))
            if round % 4 == 0 { query.page = .after(cursor: "", size: 7) }
            if round % 6 == 1 { query.search = ["E", "été", "b C", "zz z", "introuvable", " ", "ETE e"].randomElement(using: &dice) }
            for _ in 0..<3 {
                let (expected, found) = (try await cold.lake.rows(file, query), try await warm.lake.rows(table, query))
                #expect(found.rows == expected.rows, "\(query)")
                #expect(found.total == expected.total, "\(query)")
                #expect(found.nextCursor == expected.nextCursor, "\(query)")
                guard let cursor = found.nextCursor, found.rows == expected.rows else { break }
                query.page = .after(cursor: cursor, size: 7)
            }
        }
    }

    @Test func groupsAsTheEngineDoes() async throws {
        let (cold, warm) = (try TestLake { $0.hotBytes = 0 }, try TestLake())
        let text = Self.rows(3_000)
        let (file, table) = (try await cold.table(text), try await warm.table(text))
        #expect(await warm.lake.warm(table))
        var dice = Dice(state: 11)
        for round in 0..<80 {
            var query = TableQuery(filter: round % 4 == 0 ? nil : Self.filter(&dice), groupBy: round % 5 == 0 ? [] : [Self.columns.filter { $0 != "__id" }.randomElement(using: &dice)!])
            for function in Aggregate.Function.allCases.shuffled(using: &dice).prefix(3) {
                let isSum = function == .sum || function == .avg
                query.aggregates.append(Aggregate(function: function, column: isSum ? ["entier", "reel"].randomElement(using: &dice)! : Self.columns.randomElement(using: &dice)!))
            }
            if round % 3 == 0, let sorted = query.aggregates.first { query.sort = [SortKey(column: sorted.name, descending: round % 2 == 0)] }
            if round % 7 == 0 { query.search = "e" }
            query.page = .offset(round % 11 == 0 ? 3 : 0, size: 50)
            let (expected, found) = (try await cold.lake.rows(file, query), try await warm.lake.rows(table, query))
            #expect(found.columns == expected.columns)
            #expect(found.rows == expected.rows, "\(query)")
            #expect(found.total == expected.total, "\(query)")
        }
    }

    @Test func refusesAsTheEngineDoes() async throws {
        let (cold, warm) = (try TestLake { $0.hotBytes = 0 }, try TestLake())
        let (file, table) = (try await cold.table(communes), try await warm.table(communes))
        #expect(await warm.lake.warm(table))
        let queries = [
            TableQuery(filter: .comparison(column: "population", .exact, operands: ["x"])), TableQuery(sort: [SortKey(column: "rien")]),
            TableQuery(columns: ["nom", "nom"]), TableQuery(page: .offset(0, size: 0)), TableQuery(page: .after(cursor: "x", size: 3)),
        ]
        for query in queries {
            let expected = try await #require(throws: LakeError.self) { try await cold.lake.rows(file, query) }
            let found = try await #require(throws: LakeError.self) { try await warm.lake.rows(table, query) }
            #expect(found.code == expected.code)
            #expect(found.arguments == expected.arguments)
        }
    }
}
