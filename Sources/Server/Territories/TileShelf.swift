import Hummingbird
import NIOCore
import Territories

/// The vector tiles asked for lately, ready to be sent again.
final class TileShelf: Sendable {
    private struct Key: Hashable {
        let level: TerritoryLevel
        let address: TileAddress
    }

    private let kept = Shelf<Key, [UInt8]>(capacity: 48_000_000)

    /// The zooms at which a level is shown: further out its territories would be specks, further in a map enlarges
    /// the tiles that it has.
    static func zooms(_ level: TerritoryLevel) -> ClosedRange<Int> {
        switch level {
        case .france, .region, .departement, .overseasCollectivity: 0...12
        case .arrondissement, .epci, .livingArea, .canton: 5...13
        case .commune, .delegatedCommune, .associatedCommune, .municipalArrondissement: 8...14
        }
    }

    func answer(
        _ level: TerritoryLevel, _ address: TileAddress, _ gazetteer: Gazetteer, _ request: Request
    ) -> Response {
        let tag = EntityTag("\(gazetteer.fingerprint)-\(level.slug)-\(address.zoom)-\(address.column)-\(address.row)")
        let headers: HTTPFields = [
            .contentType: "application/vnd.mapbox-vector-tile", .eTag: tag.description, .cacheControl: "public, max-age=3600",
        ]
        if tag.isNamed(in: request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: tile(level, address, gazetteer))))
    }

    private func tile(_ level: TerritoryLevel, _ address: TileAddress, _ gazetteer: Gazetteer) -> [UInt8] {
        kept.value(Key(level: level, address: address), bytes: \.count) { gazetteer.tile(level, at: address) }
    }
}
