internal import KafkaWire

extension LabService {
    /// Changes the levels that the cluster has agreed on, all or none.
    static let updateFeatures = LabService(answering: UpdateFeaturesRequest.self, 0...2) { call in
        let cluster = call.cluster
        var faults: [(String, AdminRefusal?)] = []
        var changed = cluster.features
        for update in call.request.featureUpdates {
            do throws(AdminRefusal) {
                guard let index = changed.firstIndex(where: { $0.name == update.feature }) else {
                    throw AdminRefusal(
                        .invalidUpdateVersion,
                        "Invalid update version \(update.maxVersionLevel) for feature \(update.feature). The controller does not support the given feature."
                    )
                }
                try changed[index].set(update, version: call.version)
                faults.append((update.feature, nil))
            } catch {
                faults.append((update.feature, error))
            }
        }
        let fault = faults.compactMap(\.1).first
        if fault == nil, !call.request.validateOnly, !faults.isEmpty {
            cluster.features = changed
            cluster.featuresEpoch += 1
        }
        var response = UpdateFeaturesResponse()
        response.errorCode = call.version >= 2 ? fault?.code ?? .none : .none
        response.errorMessage = call.version >= 2 ? fault?.message : nil
        response.results = faults.map { name, fault in
            .init {
                $0.feature = name
                $0.errorCode = fault?.code ?? .none
                $0.errorMessage = fault?.message
            }
        }
        return response
    }
}

extension LabFeature {
    fileprivate mutating func set(
        _ update: UpdateFeaturesRequest.FeatureUpdateKey, version: Int16
    ) throws(AdminRefusal) {
        let level = update.maxVersionLevel
        let what = "Invalid update version \(level) for feature \(name)."
        guard level == 0 || supported.contains(level) else {
            throw AdminRefusal(
                .invalidUpdateVersion,
                "\(what) Local controller only supports versions \(supported.lowerBound)-\(supported.upperBound)")
        }
        let mayGoDown = version == 0 ? update.allowDowngrade : update.upgradeType != 1
        guard level >= finalized || mayGoDown else {
            throw AdminRefusal(
                .invalidUpdateVersion,
                "\(what) Can't downgrade the version of this feature without setting the upgrade type.")
        }
        guard level >= finalized || !["metadata.version", "kraft.version"].contains(name) else {
            throw AdminRefusal(.invalidUpdateVersion, "\(what) This feature cannot be downgraded.")
        }
        finalized = level
    }
}
