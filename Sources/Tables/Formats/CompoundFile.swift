import Foundation

/// What a compound file (MS-CFB) holds: the container of Excel, Word and PowerPoint 97, and of documents with a password.
enum CompoundFile {
    enum Kind {
        case workbook, encryptedPackage, other
    }

    /// Reads the names in the directory, which tell the program that wrote the file.
    static func kind(_ source: ByteSource) throws -> Kind {
        let header = try source.bytes(at: 0, count: 512)
        guard header.count == 512 else { return .other }
        let shift = Int(header.word16(30))
        guard shift == 9 || shift == 12 else { return .other }
        var sector = header.word32(48)
        // 109 places of sectors that hold the table of which sector follows which; larger files have more, which no
        // directory needs.
        for _ in 0..<256 where sector < 0xFFFF_FFF0 {
            let bytes = try source.bytes(at: (Int64(sector) + 1) << Int64(shift), count: 1 << shift)
            for entry in stride(from: 0, to: bytes.count - 127, by: 128) {
                let length = min(64, Int(bytes.word16(entry + 64)))
                let name = stride(from: 0, to: max(0, length - 2), by: 2).map { bytes[entry + $0] }
                switch String(decoding: name, as: UTF8.self) {
                case "Workbook", "Book": return .workbook
                case "EncryptedPackage": return .encryptedPackage
                default: break
                }
            }
            let perSector = UInt32(1 << (shift - 2))
            guard sector / perSector < 109 else { break }
            let table = header.word32(76 + 4 * Int(sector / perSector))
            guard table < 0xFFFF_FFF0 else { break }
            let next = try source.bytes(at: (Int64(table) + 1) << Int64(shift) + Int64(sector % perSector) * 4, count: 4)
            guard next.count == 4 else { break }
            sector = next.word32(0)
        }
        return .other
    }
}
