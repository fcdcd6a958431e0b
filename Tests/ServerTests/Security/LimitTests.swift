import HTTPTypes
import Server
import Testing

@Suite struct RateLimiterTests {
    private let start = ContinuousClock.now

    @Test func aBurstThenARate() {
        let limiter = RateLimiter(rate: 2, burst: 3)
        for _ in 0..<3 { #expect(limiter.take(for: "a", at: start) == nil) }
        #expect(limiter.take(for: "a", at: start) == .milliseconds(500))
        #expect(limiter.take(for: "b", at: start) == nil, "each client has its own")
        #expect(limiter.take(for: "a", at: start + .milliseconds(500)) == nil)
        #expect(limiter.take(for: "a", at: start + .milliseconds(500)) != nil)
        for _ in 0..<3 { #expect(limiter.take(for: "a", at: start + .seconds(60)) == nil, "never more than the burst") }
        #expect(limiter.take(for: "a", at: start + .seconds(60)) != nil)
    }

    @Test func memoryIsBounded() {
        let limiter = RateLimiter(rate: 1, burst: 2, capacity: 100)
        for client in 0..<10_000 { _ = limiter.take(for: "\(client)", at: start + .milliseconds(client)) }
        #expect(limiter.clientCount <= 100)
    }
}

@Suite struct ClientAddressTests {
    @Test(arguments: [
        ("10.0.0.1", nil, true, "10.0.0.1"), ("10.0.0.1", "1.2.3.4", false, "10.0.0.1"), ("10.0.0.1", "1.2.3.4", true, "1.2.3.4"),
        ("10.0.0.1", "9.9.9.9, 1.2.3.4", true, "1.2.3.4"), ("10.0.0.1", "x; drop", true, "10.0.0.1"), ("10.0.0.1", "", true, "10.0.0.1"),
    ] as [(String, String?, Bool, String)])
    func resolves(_ peer: String, _ forwarded: String?, _ trusts: Bool, _ expected: String) {
        #expect(ClientAddress.resolve(peer: peer, forwarded: forwarded, trustsProxy: trusts) == expected)
    }

    @Test(arguments: [("1.2.3.4", "1.2.3.4"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("::ffff:1.2.3.4", "::ffff:1.2.3.4"), ("unknown", "unknown")])
    func limitsASubscriber(_ address: String, _ key: String) { #expect(ClientAddress.limitKey(address) == key) }
}

@Suite struct SecurityHeadersTests {
    @Test func nothingInline() {
        var headers: HTTPFields = [:]
        SecurityHeaders.apply(to: &headers, isSecure: false)
        let policy = headers[.contentSecurityPolicy] ?? ""
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(headers[.xContentTypeOptions] == "nosniff" && headers[.strictTransportSecurity] == nil)
    }
}
