/// How far the login of a connection is; nothing where its listener asks for none.
struct LoginState {
    /// Whether requests other than those of the login itself are answered.
    var isComplete = true
}
