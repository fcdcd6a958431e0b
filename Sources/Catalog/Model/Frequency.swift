/// How often the producer says that a dataset is renewed, by the codes of data.gouv.fr.
package enum Frequency: String, LabelledCode {
    case continuous, hourly, daily, semiweekly, weekly, biweekly, semimonthly, monthly, bimonthly, quarterly
    case threeTimesAYear, semiannual, annual, biennial, triennial, quinquennial
    case punctual, irregular, unknown

    package static let labelTopic = "frequency"

    /// The longest time, in days, between two updates of a dataset that keeps its promise; `nil` where no rhythm is
    /// promised.
    package var days: Double? {
        switch self {
        case .continuous, .hourly, .daily: 1
        case .semiweekly: 4
        case .weekly: 7
        case .biweekly: 14
        case .semimonthly: 16
        case .monthly: 31
        case .bimonthly: 62
        case .quarterly: 92
        case .threeTimesAYear: 122
        case .semiannual: 184
        case .annual: 366
        case .biennial: 731
        case .triennial: 1_096
        case .quinquennial: 1_827
        case .punctual, .irregular, .unknown: nil
        }
    }
}
