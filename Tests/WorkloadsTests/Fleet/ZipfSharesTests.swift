import Testing

@testable import Workloads

@Suite struct ZipfSharesTests {
    @Test func sharesFallWithTheRankAndAddUp() {
        let shares = ZipfShares(count: 3, exponent: 1)
        #expect((0..<3).map { (shares.share($0) * 11).rounded(toPlaces: 9) } == [6, 3, 2])
        let even = ZipfShares(count: 8, exponent: 0)
        #expect((0..<8).allSatisfy { even.share($0) == 0.125 })
        for exponent in [0.3, 0.99, 1, 1.5, 3] {
            let shares = ZipfShares(count: 5_000, exponent: exponent)
            let sum = (0..<5_000).reduce(0) { $0 + shares.share($1) }
            #expect((sum - 1).magnitude < 1e-12)
            #expect((1..<5_000).allSatisfy { shares.share($0) < shares.share($0 - 1) })
        }
    }

    @Test func apportionmentIsWithinOneOfEveryShareAndLosesNothing() {
        for count in 1...12 {
            for whole in 0...40 {
                for exponent in [0, 0.5, 1, 2] {
                    let shares = ZipfShares(count: count, exponent: exponent)
                    let parts = shares.apportion(whole)
                    #expect(parts.reduce(0, +) == whole)
                    for index in 0..<count {
                        #expect((Double(parts[index]) - shares.share(index) * Double(whole)).magnitude < 1)
                    }
                }
            }
        }
    }

    @Test func equalRemaindersGoToTheLowerIndex() {
        #expect(ZipfShares(count: 4, exponent: 0).apportion(6) == [2, 2, 1, 1])
    }
}

extension Double {
    fileprivate func rounded(toPlaces places: Int) -> Double {
        let unit = (0..<places).reduce(1.0) { power, _ in power * 10 }
        return (self * unit).rounded() / unit
    }
}
