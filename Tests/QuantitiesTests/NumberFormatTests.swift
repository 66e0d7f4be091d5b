import Quantities
import Testing

struct NumberFormatTests {
    @Test(
        arguments: [
            (0, "0"), (12.34, "12.3"), (1234, "1234"), (1234.5, "1234"), (0.0045612, "0.00456"), (9.996, "10"),
            (99.96, "100"), (0.0009996, "0.001"), (-0.5, "-0.5"), (1e15, "1000000000000000"), (100, "100"),
            (.infinity, "∞"), (-.infinity, "-∞"), (.nan, "not a number"),
        ] as [(Double, String)])
    func threeSignificantDigitsWithoutTrailingZeros(_ number: Double, _ text: String) {
        #expect(number.significant(3) == text)
    }

    @Test func decimalsAreFixed() {
        #expect(1.005.fixed(1) == "1.0")
        #expect(2.0.fixed(0) == "2")
        #expect((-1.25).fixed(2) == "-1.25")
        #expect((-0.004).fixed(2) == "0.00")
    }

    @Test func aFractionIsShownAsPercentage() {
        #expect(0.0412.percent == "4.12 %")
        #expect(1.0.percent == "100 %")
        #expect(0.0.percent == "0 %")
    }

    @Test(
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000"), (-100, "-100"),
            (.min, "-9,223,372,036,854,775,808"),
        ] as [(Int64, String)])
    func integersAreGroupedByThousands(_ number: Int64, _ text: String) {
        #expect(number.grouped == text)
    }

    @Test func percentilesAreNamed() {
        #expect(Percentile.shown.map(Percentile.name) == ["p50", "p90", "p99", "p99.9", "p99.99", "max"])
    }
}
