/// The finest territory that a dataset describes: one row or one figure for each commune, for each département…
package enum Granularity: String, LabelledCode {
    case commune, canton, epci, circonscription, departement, region, france

    package static let labelTopic = "level"
}
