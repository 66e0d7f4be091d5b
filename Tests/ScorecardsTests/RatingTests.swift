import Testing

@testable import Scorecards

@Suite struct RatingTests {
    /// Worst to best.
    static let order: [Rating] = [.red, .unknown, .yellow, .green]

    @Test func nothingToRateIsUnknown() {
        #expect(Rating.worst([]) == .unknown)
    }

    @Test func worstOfAnyFourRatingsIsTheFirstOfTheOrderThatIsAmongThem() throws {
        let all = Rating.allCases
        for first in all {
            for second in all {
                for third in all {
                    for fourth in all {
                        let ratings = [first, second, third, fourth]
                        let expected = try #require(RatingTests.order.first(where: ratings.contains))
                        #expect(Rating.worst(ratings) == expected)
                    }
                }
            }
        }
    }

    @Test(arguments: Rating.allCases) func oneRatingIsItsOwnWorst(rating: Rating) {
        #expect(Rating.worst([rating]) == rating)
    }
}
