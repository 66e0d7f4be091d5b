import Foundation
import Testing

@testable import Workloads

@Suite struct PortableMathTests {
    @Test func logarithmAgreesWithTheCLibrary() {
        for step in 1...20_000 {
            let x = Double(step) * 0.00037
            #expect((PortableMath.log(x) - log(x)).magnitude <= 4e-16 * max(1, log(x).magnitude))
        }
        #expect(PortableMath.log(1) == 0)
        #expect((PortableMath.log(0x1p-53) - log(0x1p-53)).magnitude < 1e-14)
    }

    @Test func exponentialAgreesWithTheCLibrary() {
        for step in -3_000...3_000 {
            let x = Double(step) * 0.02
            #expect((PortableMath.exp(x) / exp(x) - 1).magnitude < 1e-14)
        }
    }

    @Test(arguments: [
        (0.5, 0.0), (0.975, 1.959963985), (0.99, 2.326347874), (0.01, -2.326347874), (0.9999, 3.719016485),
        (1e-12, -7.034483825),
    ])
    func normalQuantileHasTheTabledValues(share: Double, value: Double) {
        #expect((PortableMath.normalQuantile(share) - value).magnitude < 1e-6)
    }
}
