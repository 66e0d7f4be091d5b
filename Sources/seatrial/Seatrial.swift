@main struct Seatrial { static func main() {} }
