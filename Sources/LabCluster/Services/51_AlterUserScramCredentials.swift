internal import KafkaWire

extension LabService {
    /// Makes and removes SCRAM passwords; for each user all changes are made, or none.
    static let alterUserScramCredentials = LabService(
        answering: AlterUserScramCredentialsRequest.self, 0...0
    ) { call in
        let (request, users) = (call.request, call.cluster.users)
        var faults: [String: AdminRefusal] = [:]
        var names: [String] = []
        var seen: Set<String> = []
        func look(_ name: String, _ number: Int8, _ fault: AdminRefusal?) {
            if !names.contains(name) { names.append(name) }
            if !seen.insert("\(number) \(name)").inserted {
                faults[name] = AdminRefusal(
                    .duplicateResource, "A user credential cannot be altered twice in the same request")
            } else if let fault, faults[name] == nil {
                faults[name] = fault
            }
        }
        for deletion in request.deletions {
            look(deletion.name, deletion.mechanism, fault(of: deletion, users))
        }
        for upsertion in request.upsertions { look(upsertion.name, upsertion.mechanism, fault(of: upsertion)) }
        for deletion in request.deletions where faults[deletion.name] == nil {
            if let mechanism = SaslMechanism(scram: deletion.mechanism),
                !call.cluster.defects.forgets(.removedPasswords, in: call.cluster)
            {
                users.remove(deletion.name, mechanism)
            }
        }
        for upsertion in request.upsertions where faults[upsertion.name] == nil {
            guard let mechanism = SaslMechanism(scram: upsertion.mechanism),
                let credential = ScramCredential(
                    saltedPassword: Array(upsertion.saltedPassword), salt: Array(upsertion.salt),
                    iterations: Int(upsertion.iterations), for: mechanism)
            else { continue }
            users.set(credential, of: upsertion.name, for: mechanism)
        }
        var response = AlterUserScramCredentialsResponse()
        response.results = names.map { name in
            .init {
                $0.user = name
                $0.errorCode = faults[name]?.code ?? .none
                $0.errorMessage = faults[name]?.message
            }
        }
        return response
    }

    private static func fault(
        of deletion: AlterUserScramCredentialsRequest.ScramCredentialDeletion, _ users: LabUsers
    ) -> AdminRefusal? {
        if deletion.name.isEmpty { return AdminRefusal(.unacceptableCredential, "Username must not be empty") }
        guard let mechanism = SaslMechanism(scram: deletion.mechanism) else {
            return AdminRefusal(.unsupportedSaslMechanism, "Unknown SCRAM mechanism")
        }
        guard users.scram[deletion.name]?[mechanism] != nil else {
            return AdminRefusal(
                .resourceNotFound, "Attempt to delete a user credential that does not exist")
        }
        return nil
    }

    private static func fault(
        of upsertion: AlterUserScramCredentialsRequest.ScramCredentialUpsertion
    ) -> AdminRefusal? {
        if upsertion.name.isEmpty { return AdminRefusal(.unacceptableCredential, "Username must not be empty") }
        guard SaslMechanism(scram: upsertion.mechanism) != nil else {
            return AdminRefusal(.unsupportedSaslMechanism, "Unknown SCRAM mechanism")
        }
        if upsertion.salt.isEmpty || upsertion.saltedPassword.isEmpty {
            return AdminRefusal(.unacceptableCredential, "Salt and salted password must not be empty")
        }
        if upsertion.iterations < 4096 { return AdminRefusal(.unacceptableCredential, "Too few iterations") }
        if upsertion.iterations > 16_384 { return AdminRefusal(.unacceptableCredential, "Too many iterations") }
        return nil
    }
}
