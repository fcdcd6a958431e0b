import Territories
import Testing

@Suite("Projections")
struct ProjectionTests {
    /// Reference values by PROJ 9 (EPSG:2154, 32620, 32622, 32740, 32738), the false northing of the south taken off.
    @Test("Metres are those of PROJ to a centimetre", arguments: [
        (3.0, 46.5, Projection.lambert93, 700_000.0, 6_600_000.0), (2.3488, 48.8534, .lambert93, 652_216.6260, 6_861_681.5000),
        (-4.4860, 48.3904, .lambert93, 146_640.3483, 6_836_261.6259), (9.45, 42.7, .lambert93, 1_228_546.0453, 6_199_420.6440),
        (-61.5, 16.2, .utm(zone: 20), 660_342.3124, 1_791_644.1316), (-52.33, 4.92, .utm(zone: 22), 352_532.8337, 543_968.0416),
        (55.45, -20.88, .utm(zone: 40), 338_767.1674, -2_309_644.4277), (45.23, -12.78, .utm(zone: 38), 524_963.3606, -1_412_818.0389),
    ])
    func reference(longitude: Double, latitude: Double, projection: Projection, x: Double, y: Double) {
        let metres = projection.project(GeoPoint(longitude: longitude, latitude: latitude))
        #expect(abs(metres.x - x) < 0.01 && abs(metres.y - y) < 0.01)
    }

    @Test("Each place has the projection of its territory", arguments: [
        (2.35, 48.85, Projection.lambert93), (-61.5, 16.2, .utm(zone: 20)), (55.5, -21.1, .utm(zone: 40)), (45.2, -12.8, .utm(zone: 38)),
    ])
    func suited(longitude: Double, latitude: Double, projection: Projection) {
        #expect(Projection.suited(to: GeoPoint(longitude: longitude, latitude: latitude)) == projection)
    }
}
