import Foundation

/// The layers of a bouquet for QGIS: a project (`.qgs`), or a layer definition (`.qlr`) to add to one.
///
/// Both are the XML that QGIS 3 writes itself (<https://docs.qgis.org/latest/en/docs/user_manual/appendices/qgis_file_formats.html>),
/// cut down to what it cannot make up: names, sources, providers, the tree. QGIS reads styles, extents and columns from the
/// sources when it opens them.
package struct QGISFile: Sendable {
    /// One layer.
    package struct Layer: Sendable, Hashable {
        /// How QGIS reads it.
        package enum Provider: String, Sendable {
            /// Files and addresses of files, through GDAL.
            case ogr
            case wms
            case wfs = "WFS"
        }

        /// At least 11 characters: QGIS makes another of a shorter one, and finds the layer in the tree no more.
        package let id: String
        package let title: String
        /// Why it is there.
        package let summary: String
        package let provider: Provider
        /// As the provider writes it.
        package let source: String

        package init(id: String, title: String, summary: String, provider: Provider, source: String) {
            self.id = id
            self.title = title
            self.summary = summary
            self.provider = provider
            self.source = source
        }
    }

    /// Layers under one heading of the tree.
    package struct Group: Sendable, Hashable {
        package let title: String
        package let layers: [Layer]

        package init(title: String, layers: [Layer]) {
            self.title = title
            self.layers = layers
        }
    }

    private let title: String
    /// Those without a heading first, under an empty title.
    private let groups: [Group]

    package init(title: String, groups: [Group]) {
        self.title = title
        self.groups = groups.filter { !$0.layers.isEmpty }
    }

    /// A project of its own.
    package var project: String {
        """
        <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
        <qgis projectname="\(Self.attribute(title))" version="3.22.0">
          <title>\(Self.text(title))</title>
          <projectCrs><spatialrefsys><authid>EPSG:3857</authid></spatialrefsys></projectCrs>
          <layer-tree-group>
        \(tree)
          </layer-tree-group>
          <projectlayers>
        \(layers)
          </projectlayers>
        </qgis>

        """
    }

    /// Layers to add to a project.
    package var layerDefinition: String {
        """
        <!DOCTYPE qgis-layer-definition>
        <qlr>
          <layer-tree-group name="" checked="Qt::Checked" expanded="1">
            <layer-tree-group name="\(Self.attribute(title))" checked="Qt::Checked" expanded="1">
        \(tree)
            </layer-tree-group>
          </layer-tree-group>
          <maplayers>
        \(layers)
          </maplayers>
        </qlr>

        """
    }

    private var tree: String {
        groups.map { group in
            let leaves = group.layers.map { layer in
                """
                <layer-tree-layer id="\(Self.attribute(layer.id))" name="\(Self.attribute(layer.title))" \
                source="\(Self.attribute(layer.source))" providerKey="\(layer.provider.rawValue)" checked="Qt::Checked" expanded="0"/>
                """
            }.joined(separator: "\n")
            return group.title.isEmpty
                ? leaves
                : """
                <layer-tree-group name="\(Self.attribute(group.title))" checked="Qt::Checked" expanded="1">
                \(leaves)
                </layer-tree-group>
                """
        }.joined(separator: "\n")
    }

    private var layers: String {
        groups.flatMap(\.layers).map { layer in
            let (kind, encoding) = layer.provider == .wms ? ("raster", "") : ("vector", " encoding=\"UTF-8\"")
            return """
                <maplayer type="\(kind)" hasScaleBasedVisibilityFlag="0">
                  <id>\(Self.text(layer.id))</id>
                  <datasource>\(Self.text(layer.source))</datasource>
                  <layername>\(Self.text(layer.title))</layername>
                  <resourceMetadata><title>\(Self.text(layer.title))</title><abstract>\(Self.text(layer.summary))</abstract></resourceMetadata>
                  <provider\(encoding)>\(layer.provider.rawValue)</provider>
                </maplayer>
                """
        }.joined(separator: "\n")
    }

    private static func attribute(_ value: String) -> String { text(value).replacing("\n", with: " ") }

    /// Characters that XML 1.0 has no way to write are left out.
    private static func text(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            default:
                if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }
}
