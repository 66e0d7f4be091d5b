extension TargetProfile {
    /// The target that `--target` names: one of the file's, `embedded`, or a bare bootstrap string.
    package static func resolve(
        _ text: String, targets: TargetsFile, secrets: SecretSource = .process
    ) throws(InputProblems) -> TargetProfile {
        if let profile = try targets.profile(named: text, secrets) { return profile }
        if text == embedded.name { return .embedded }
        guard text.contains(":") else {
            let place = Place(source: "--target \(text)")
            let known = targets.names + [embedded.name]
            let remedy = NearestName.remedy(for: text, in: known) + "; a cluster without a name is host:port"
            throw InputProblems([InputProblem(place: place, what: "unknown target '\(text)'", remedy: remedy)])
        }
        if let fault = BootstrapList.fault(in: text) {
            let problem = InputProblem(
                place: Place(source: "--target \(text)"), what: "no list of brokers: \(fault)",
                remedy: "write host:port,host:port")
            throw InputProblems([problem])
        }
        return TargetProfile(name: text, bootstrap: text)
    }

    /// The properties as they may be shown and stored.
    package var redactedProperties: [String: String] { Redaction.redact(properties, secrets: secrets) }
}
