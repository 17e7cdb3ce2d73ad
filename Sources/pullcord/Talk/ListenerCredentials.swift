/// Who is on the other side of a socket, as SO_PEERCRED of socket(7) writes it: three numbers of 32
/// bits in this order. Glibc shows its `ucred` only to programs that ask for GNU extensions.
struct ListenerCredentials {
    var process: Int32 = 0
    var uid: UInt32 = 0
    var group: UInt32 = 0
}
