import Foundation
import Testing

@testable import Kit

/// Machines as their `/proc` and `/sys` show them.
@Suite struct DiskProtectionTests {
    private static let luks = [
        "/sys/block/dm-0/dm/uuid": "CRYPT-LUKS2-0123-root\n", "/sys/block/dm-0/dm/name": "root_crypt\n",
        "/sys/block/dm-1/dm/uuid": "LVM-abc\n", "/sys/block/dm-1/dm/name": "vg-root\n",
        "/sys/block/dm-2/dm/uuid": "LVM-def\n", "/sys/block/dm-2/dm/name": "vg-swap\n",
        "/sys/block/dm-1/slaves/dm-0": "", "/sys/block/dm-2/slaves/sda2": "",
    ]
    private static let swaps = "Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n"

    private static func machine(_ mounts: String, _ swap: String, _ more: [String: String] = luks) -> MachineFiles {
        var files = more
        files["/proc/mounts"] = mounts
        files["/proc/swaps"] = swaps + swap
        let all = files
        return MachineFiles(
            text: { all[$0] },
            names: { folder in
                Array(
                    Set(
                        all.keys.filter { $0.hasPrefix(folder + "/") }
                            .compactMap { $0.dropFirst(folder.count + 1).split(separator: "/").first.map(String.init) })
                )
            })
    }

    @Test(
        arguments: [
            // A plain disk, and no swap.
            ("/dev/sda1 / ext4 rw 0 0\n", "", [DiskProtection.Warning.disk(device: "/dev/sda1")]),
            // LUKS directly, and LVM on LUKS.
            ("/dev/mapper/root_crypt / ext4 rw 0 0\n", "", []),
            ("/dev/mapper/vg-root / ext4 rw 0 0\n", "/dev/dm-0 partition 1 0 -2\n", []),
            // LVM on a plain partition.
            ("/dev/mapper/vg-swap / ext4 rw 0 0\n", "", [.disk(device: "/dev/mapper/vg-swap")]),
            // The root is plain, the kit's own disk is not; swap in a file of the root.
            (
                "/dev/sda1 / ext4 rw 0 0\n/dev/dm-0 /srv/der\\040koffer ext4 rw 0 0\n", "/swap.img file 1 0 -2\n",
                [.swap(device: "/swap.img")]
            ),
            ("/dev/dm-0 / ext4 rw 0 0\n", "/dev/sda3 partition 1 0 -2\n", [.swap(device: "/dev/sda3")]),
            ("/dev/dm-0 / ext4 rw 0 0\n", "/dev/zram0 partition 1 0 100\n", []),
            ("tmpfs / tmpfs rw 0 0\n", "", []),
            // A second mount hides the first.
            ("/dev/dm-0 / ext4 rw 0 0\n/dev/sdb1 / ext4 rw 0 0\n", "", [.disk(device: "/dev/sdb1")]),
            // A place that only begins like the folder's.
            ("/dev/dm-0 / ext4 rw 0 0\n/dev/sdb1 /srv/der ext4 rw 0 0\n", "", []),
            // What cannot be told counts as unsafe.
            ("/dev/mapper/unknown / ext4 rw 0 0\n", "", [.disk(device: "/dev/mapper/unknown")]),
        ] as [(String, String, [DiskProtection.Warning])])
    func machines(mounts: String, swap: String, warnings: [DiskProtection.Warning]) {
        let found = DiskProtection.warnings(for: "/srv/der koffer/daten", on: Self.machine(mounts, swap))
        #expect(found == warnings)
    }
}
