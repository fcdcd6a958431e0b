import CScan
import Foundation

/// From decimal digits to the nearest binary64, exactly as `strtod` rounds.
enum ExactDouble {
    /// 10^`exponent` for 0…22, which binary64 holds exactly.
    @inline(__always)
    static func power(_ exponent: Int) -> Double { cell_power_of_ten(UInt32(truncatingIfNeeded: exponent)) }

    /// `mantissa` × 10^`exponent`.
    @inline(__always)
    static func scaled(_ mantissa: UInt64, _ exponent: Int) -> Double {
        if mantissa <= 1 << 53 {
            // Both operands are exact, so IEEE division and multiplication round once (Clinger 1990).
            if exponent == 0 { return Double(mantissa) }
            if exponent < 0 && exponent >= -22 { return Double(mantissa) / power(-exponent) }
            if exponent > 0 && exponent <= 22 { return Double(mantissa) * power(exponent) }
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
            let power = Self.power(-exponent)
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
