import Foundation

/// From decimal digits to the nearest binary64, exactly as `strtod` rounds.
enum ExactDouble {
    /// Powers of ten that binary64 holds exactly.
    @safe
    private struct Powers: @unchecked Sendable {
        // Unchecked: written once before the value exists, never freed.
        let values: UnsafePointer<Double>
        @inline(__always) subscript(_ exponent: Int) -> Double { unsafe values[exponent] }
    }

    private static let powers: Powers = {
        let values = UnsafeMutablePointer<Double>.allocate(capacity: 23)
        var power = 1.0
        for exponent in 0...22 {
            unsafe values[exponent] = power
            power *= 10
        }
        return unsafe Powers(values: UnsafePointer(values))
    }()

    /// `mantissa` × 10^`exponent`.
    @inline(__always)
    static func scaled(_ mantissa: UInt64, _ exponent: Int) -> Double {
        if mantissa <= 1 << 53 {
            // Both operands are exact, so IEEE division and multiplication round once (Clinger 1990).
            if exponent == 0 { return Double(mantissa) }
            if exponent < 0 && exponent >= -22 { return Double(mantissa) / powers[-exponent] }
            if exponent > 0 && exponent <= 22 { return Double(mantissa) * powers[exponent] }
        }
        return scaledSlowly(mantissa, exponent)
    }

    @inline(never)
    private static func scaledSlowly(_ mantissa: UInt64, _ exponent: Int) -> Double {
        if exponent < 0 && exponent >= -22 {
            // Two doubles hold 64 bits exactly; one correction step gives the quotient to about 2^-100, which decides
            // the rounding unless the true value lies next to the middle of two neighbours.
            let high = Double(mantissa >> 11) * 2048
            let low = Double(mantissa & 0x7FF)
            let power = powers[-exponent]
            let quotient = high / power
            let remainder = high.addingProduct(-quotient, power) + low
            let correction = remainder / power
            let slack = abs(correction) * 0x1p-40 + quotient * 0x1p-100
            let down = quotient + (correction - slack)
            let up = quotient + (correction + slack)
            if down == up { return up }
        }
        return unsafe "\(mantissa)e\(exponent)".withCString { unsafe strtod($0, nil) }
    }
}
