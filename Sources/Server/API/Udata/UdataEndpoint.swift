/// The addresses of data.gouv.fr's own API (udata), read-only, under which clients written for it find this instance.
///
/// Source: <https://www.data.gouv.fr/api/1/swagger.json>, <https://www.data.gouv.fr/api/2/swagger.json>,
/// <https://github.com/opendatateam/udata>.
package enum UdataEndpoint: String, OpenAddress {
    case datasets, dataset, datasetResource, permalink
    case suggestions, licences, frequencies
    case organizations, organization, organizationDatasets
    case reuses, reuse
    case services, service
    case topics, topic
    case laterDatasets, laterSearch, laterDataset, laterResources, laterResource
    case laterTopics, laterTopicSearch, laterTopic, topicElements

    /// As the router writes it. A final slash is optional in requests.
    package var path: String {
        switch self {
        case .datasets: "/api/1/datasets/"
        case .dataset: "/api/1/datasets/{id}/"
        case .datasetResource: "/api/1/datasets/{id}/resources/{rid}/"
        case .permalink: "/api/1/datasets/r/{rid}"
        case .suggestions: "/api/1/datasets/suggest/"
        case .licences: "/api/1/datasets/licenses/"
        case .frequencies: "/api/1/datasets/frequencies/"
        case .organizations: "/api/1/organizations/"
        case .organization: "/api/1/organizations/{id}/"
        case .organizationDatasets: "/api/1/organizations/{id}/datasets/"
        case .reuses: "/api/1/reuses/"
        case .reuse: "/api/1/reuses/{id}/"
        case .services: "/api/1/dataservices/"
        case .service: "/api/1/dataservices/{id}/"
        case .topics: "/api/1/topics/"
        case .topic: "/api/1/topics/{id}/"
        case .laterDatasets: "/api/2/datasets/"
        case .laterSearch: "/api/2/datasets/search/"
        case .laterDataset: "/api/2/datasets/{id}/"
        case .laterResources: "/api/2/datasets/{id}/resources/"
        case .laterResource: "/api/2/datasets/resources/{rid}/"
        case .laterTopics: "/api/2/topics/"
        case .laterTopicSearch: "/api/2/topics/search/"
        case .laterTopic: "/api/2/topics/{id}/"
        case .topicElements: "/api/2/topics/{id}/elements/"
        }
    }
}
