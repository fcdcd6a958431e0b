internal import Foundation

/// Plane coordinates, in metres.
package enum Projection: Sendable, Hashable {
    /// The official projection of metropolitan France (RGF93, EPSG:2154).
    case lambert93
    /// The projection of web maps (EPSG:3857): Mercator on a sphere, cut at 85 degrees.
    case webMercator
    /// Universal transverse Mercator, as overseas France uses it; no false northing is added in the south.
    case utm(zone: Int)

    /// East and north, in metres. Errors stay under a millimetre within the zone.
    ///
    /// Sources: IGN, *Projection cartographique conique conforme de Lambert*, NTG 71 (1995), alg. 1, 2 and 3, with the
    /// constants of Lambert-93; Karney, “Transverse Mercator with an accuracy of a few nanometers” (2011), to the
    /// fourth power of the third flattening.
    package func project(_ point: GeoPoint) -> (x: Double, y: Double) {
        let longitude = point.longitude * .pi / 180, latitude = point.latitude * .pi / 180
        switch self {
        case .lambert93:
            let e = Ellipsoid.e2.squareRoot(), s = sin(latitude)
            let isometric = atanh(s) - e * atanh(e * s)
            let n = 0.725_607_765_053_267_3, c = 11_754_255.426_096, xs = 700_000.0, ys = 12_655_612.049_876
            let radius = c * exp(-n * isometric), angle = n * (longitude - 3 * .pi / 180)
            return (xs + radius * sin(angle), ys - radius * cos(angle))
        case .webMercator:
            let clamped = min(max(point.latitude, -85), 85) * .pi / 180
            return (Ellipsoid.a * longitude, Ellipsoid.a * log(tan(.pi / 4 + clamped / 2)))
        case .utm(let zone):
            let n = Ellipsoid.f / (2 - Ellipsoid.f)
            let e = Ellipsoid.e2.squareRoot()
            let central = (Double(zone) * 6 - 183) * .pi / 180
            let tau = sinh(atanh(sin(latitude)) - e * atanh(e * sin(latitude)))
            let difference = longitude - central
            let xi = atan2(tau, cos(difference)), eta = asinh(sin(difference) / (tau * tau + cos(difference) * cos(difference)).squareRoot())
            let n2 = n * n, n3 = n2 * n, n4 = n3 * n
            let alpha = [
                n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180, 13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440,
                61 * n3 / 240 - 103 * n4 / 140, 49_561 * n4 / 161_280,
            ]
            var x = eta, y = xi
            for (index, factor) in alpha.enumerated() {
                let k = 2 * Double(index + 1)
                y += factor * sin(k * xi) * cosh(k * eta)
                x += factor * cos(k * xi) * sinh(k * eta)
            }
            let radius = Ellipsoid.a / (1 + n) * (1 + n2 / 4 + n4 / 64)
            return (500_000 + 0.9996 * radius * x, 0.9996 * radius * y)
        }
    }

    /// The projection in which a place of France looks right.
    package static func suited(to point: GeoPoint) -> Projection {
        let isMetropolitan = (-10...15).contains(point.longitude) && (40...52).contains(point.latitude)
        return isMetropolitan ? .lambert93 : .utm(zone: min(60, max(1, Int((point.longitude + 180) / 6) + 1)))
    }
}
