// The defects of the lab, area by area. A new one is one more value in one of these lists.
extension LabDefect {
    package static let all: [LabDefect] =
        dataDefects + slownessDefects + connectionDefects + versionDefects + metadataDefects + topicDefects
        + writingDefects + readingDefects + offsetDefects + idempotenceDefects + transactionDefects
        + transactionalOffsetDefects + groupDefects + memberDefects + nextGroupDefects + configDefects
        + retentionDefects + operationDefects + securityDefects + quotaDefects + placementDefects + quorumDefects
}
