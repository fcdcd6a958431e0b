/// A header row as the scanner meets it again further down, in files made by putting several together.
struct HeaderMark: Sendable {
    /// The cells as they stand between their delimiters or quotes.
    private let cells: [[UInt8]]
    /// The column whose cell is compared first: the one with the longest name, which values hardly ever have.
    let column: Int
    let length: UInt32

    /// Matches no row.
    static let none = HeaderMark(cells: [], column: .max, length: 0)

    /// - Parameter cells: of the header row, as written in the file. A single name is none to know a row by: in a table
    ///   of one column a value may well be the word that heads it.
    init?(_ cells: [[UInt8]]) {
        guard cells.count(where: { !$0.isEmpty }) >= 2, let longest = cells.indices.max(by: { cells[$0].count < cells[$1].count })
        else { return nil }
        self.init(cells: cells, column: longest, length: UInt32(clamping: cells[longest].count))
    }

    private init(cells: [[UInt8]], column: Int, length: UInt32) {
        self.cells = cells
        self.column = column
        self.length = length
    }

    /// Whether the cells that `cell` gives are the header's. The first may follow a byte order mark, which the start of
    /// a glued file leaves in the middle of the whole.
    func matches(_ count: Int, _ cell: (Int) -> Cell) -> Bool {
        for (index, name) in cells.enumerated() {
            guard index < count else {
                guard name.isEmpty else { return false }
                continue
            }
            var bytes = unsafe cell(index).bytes[...]
            if unsafe bytes.count == name.count, unsafe bytes.elementsEqual(name) { continue }
            guard index == 0, unsafe bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return false }
            unsafe bytes = unsafe bytes.dropFirst(3)
            if unsafe bytes.first == 0x22, unsafe bytes.last == 0x22, unsafe bytes.count >= 2 { unsafe bytes = unsafe bytes.dropFirst().dropLast() }
            guard unsafe bytes.elementsEqual(name) else { return false }
        }
        // Cells beyond the header's must be empty.
        return (cells.count..<max(cells.count, count)).allSatisfy { cell($0).count == 0 }
    }
}
