internal import KafkaWire

extension LabService {
    /// Which users have SCRAM passwords, and of which mechanisms.
    static let describeUserScramCredentials = LabService(
        answering: DescribeUserScramCredentialsRequest.self, 0...0
    ) { call in
        let users = call.cluster.users
        var asked = (call.request.users ?? []).map(\.name)
        if asked.isEmpty { asked = users.scram.keys.sorted() }
        let counts = asked.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        var response = DescribeUserScramCredentialsResponse()
        response.errorMessage = nil
        var answered: Set<String> = []
        response.results = asked.filter { answered.insert($0).inserted }.map { name in
            .init {
                $0.user = name
                $0.errorMessage = nil
                if counts[name] != 1 {
                    $0.errorCode = .duplicateResource
                    $0.errorMessage =
                        "Cannot describe SCRAM credentials for the same user twice in a single request: \(name)"
                } else if let known = users.scram[name] {
                    let inOrder = known.sorted { $0.key.scramNumber < $1.key.scramNumber }
                    $0.credentialInfos = inOrder.map { mechanism, credential in
                        .init {
                            $0.mechanism = mechanism.scramNumber
                            $0.iterations = Int32(clamping: credential.iterations)
                        }
                    }
                } else {
                    $0.errorCode = .resourceNotFound
                    $0.errorMessage = "Attempt to describe a user credential that does not exist: \(name)"
                }
            }
        }
        return response
    }
}
