import Catalog
import Testing

@Suite("Public and private addresses")
struct IPAddressTests {
    @Test("IPv4", arguments: [
        ([127, 0, 0, 1], false), ([10, 1, 2, 3], false), ([172, 16, 0, 1], false), ([172, 32, 0, 1], true),
        ([192, 168, 1, 1], false), ([169, 254, 169, 254], false), ([100, 64, 0, 1], false), ([100, 128, 0, 1], true),
        ([0, 0, 0, 0], false), ([224, 0, 0, 1], false), ([255, 255, 255, 255], false), ([198, 18, 0, 1], false),
        ([8, 8, 8, 8], true), ([37, 59, 183, 73], true),
    ] as [([UInt8], Bool)])
    func version4(bytes: [UInt8], isPublic: Bool) throws {
        let address = try #require(IPAddress(bytes: bytes))
        #expect(address.isPublic == isPublic, "\(address)")
    }

    @Test("IPv6, and the IPv4 addresses hidden in it", arguments: [
        ("00000000000000000000000000000001", false), ("00000000000000000000000000000000", false),
        ("fe800000000000000000000000000001", false), ("fd000000000000000000000000000001", false),
        ("ff020000000000000000000000000001", false), ("20010db8000000000000000000000001", false),
        ("00000000000000000000ffff7f000001", false), ("00000000000000000000ffff08080808", true),
        ("0064ff9b00000000000000000a000001", false), ("0064ff9b000000000000000008080808", true),
        ("20027f00000100000000000000000001", false), ("20010000000000000000000000000001", false),
        ("2a01e0a0000000000000000000000001", true), ("26064700000000000000000000001111", true),
    ])
    func version6(hex: String, isPublic: Bool) throws {
        let digits = Array(hex)
        let bytes = stride(from: 0, to: 32, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
        let address = try #require(IPAddress(bytes: bytes))
        #expect(address.isPublic == isPublic, "\(address)")
    }

    @Test("Anything but 4 or 16 bytes is no address", arguments: [0, 3, 5, 15, 17])
    func lengths(count: Int) {
        #expect(IPAddress(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }
}
