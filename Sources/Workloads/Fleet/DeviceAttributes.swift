import ScenarioModel

/// Tenant, region and fleet segment of a group's devices, whatever the key is made of.
///
/// Regions are runs of device numbers. Tenants, where there are several regions, and segments, where there are several
/// of either, are spread over them by a golden-ratio shuffle, so that the attributes do not go hand in hand. The group's
/// skew bears on the attributes that its key is made of, unless the device is a part of the key; then on rates.
struct DeviceAttributes: Sendable {
    let tenant: AttributeBlocks
    let region: AttributeBlocks
    let segment: AttributeBlocks

    init(_ group: DeviceGroup) {
        func skew(_ part: KeyStrategy.Part) -> Double {
            group.key.parts.contains(part) && !group.key.parts.contains(.device) ? group.skew : 0
        }
        region = AttributeBlocks(values: group.regions, devices: group.devices, skew: skew(.region))
        tenant = AttributeBlocks(
            values: group.tenants, devices: group.devices, skew: skew(.tenant),
            spread: group.regions > 1 ? 0.6180339887498949 : 0)
        segment = AttributeBlocks(
            values: group.segments, devices: group.devices, skew: skew(.segment),
            spread: group.regions > 1 || group.tenants > 1 ? 0.7548776662466927 : 0)
    }

    /// The value of an attribute; nil for the device itself.
    func blocks(_ part: KeyStrategy.Part) -> AttributeBlocks? {
        switch part {
        case .device: nil
        case .tenant: tenant
        case .region: region
        case .segment: segment
        }
    }
}
