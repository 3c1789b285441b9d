#!/usr/bin/env bash
# image.sh RELEASE NETWORK KERNEL OUT CACHE: makes OUT, a folder with disk.raw: a small Debian with cloud-init and sshd.
#   RELEASE  bookworm, trixie
#   NETWORK  netplan, networkmanager
#   KERNEL   uml: User Mode Linux's modules; cloud: Debian's kernel, with vmlinuz and initrd beside the disk
# Needs root, debootstrap, e2fsprogs, kmod and, for uml, user-mode-linux. Mounts no disk.
set -euo pipefail
release=$1 network=$2 kernel=$3 out=$4 cache=$5

mkdir -p "$cache/packages-$release"
exec 9>"$cache/lock-$release" # two builds at once would unpack into one folder
flock 9
[ ! -e "$out/disk.raw" ] || exit 0

log=$cache/$release-$network-$kernel.log
: >"$log"
proc=
root=$cache/work-$release-$network-$kernel
finish() {
  local status=$?
  [ -z "$proc" ] || umount "$proc"
  rm -rf "$root" "$root.out"
  if ((status)); then tail -15 "$log" >&2; fi
}
trap finish EXIT

# The archive is the one that this machine's apt uses.
archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' |
  sed 's,/$,,' | grep -v security | sort | uniq -c | sort -rn | awk 'NR == 1 { print $2 }')
if [ -z "$archive" ]; then
  echo 'apt knows no Debian archive: this suite runs on Debian, after apt-get update' >&2
  exit 1
fi

inside() {
  local at=$1
  shift
  chroot "$at" env DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@" >>"$log" 2>&1 9>&-
}

install() {
  local at=$1
  shift
  proc=$at/proc
  mount -t proc proc "$proc"
  printf '#!/bin/sh\nexit 101\n' >"$at/usr/sbin/policy-rc.d" # no service is to start here
  chmod 755 "$at/usr/sbin/policy-rc.d"
  cp --remove-destination -L /etc/resolv.conf "$at/etc/resolv.conf"
  cp -n "$cache/packages-$release"/*.deb "$at/var/cache/apt/archives/" 2>/dev/null || true
  # The lists may be as old as the base, and the archive keeps no old packages.
  inside "$at" apt-get -qq install -y --no-install-recommends "$@" || {
    inside "$at" apt-get -qq update
    inside "$at" apt-get -qq install -y --no-install-recommends "$@"
  }
  umount "$proc"
  proc=
  cp -n "$at"/var/cache/apt/archives/*.deb "$cache/packages-$release/" 2>/dev/null || true
  rm -f "$at"/var/cache/apt/archives/*.deb "$at/usr/sbin/policy-rc.d"
}

base=$cache/base-$release
for at in "$base" "$root"; do
  umount "$at/proc" 2>/dev/null || true # of a build that was killed
done

# What all images of a release share. debootstrap follows no virtual packages, so it makes the least and apt the rest.
if [ ! -e "$base.done" ]; then
  rm -rf "$base"
  debootstrap --variant=minbase --cache-dir="$cache/packages-$release" "$release" "$base" "$archive" >>"$log" 2>&1 9>&-
  echo force-unsafe-io >"$base/etc/dpkg/dpkg.cfg.d/unsafe-io"
  printf 'path-exclude=/usr/share/%s/*\n' doc man locale >"$base/etc/dpkg/dpkg.cfg.d/no-docs"
  install "$base" systemd-sysv udev dbus kmod cloud-init openssh-server sudo iproute2 iputils-ping python3 e2fsprogs
  touch "$base.done"
fi

rm -rf "$root" "$root.out"
mkdir "$root.out"
cp -a --reflink=auto "$base" "$root"
case $network in
  netplan) packages=(netplan.io systemd-resolved) ;;
  networkmanager) packages=(network-manager) ;;
  *) echo "no network manager $network" >&2; exit 1 ;;
esac
[ "$kernel" != cloud ] || packages+=(linux-image-cloud-amd64 initramfs-tools)
install "$root" "${packages[@]}"

if [ "$network" = netplan ]; then
  renderer=netplan
  inside "$root" systemctl enable systemd-networkd systemd-networkd-wait-online systemd-resolved
  ln -sf /run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
else
  renderer=network-manager
  inside "$root" systemctl enable NetworkManager NetworkManager-wait-online
  inside "$root" systemctl disable systemd-networkd systemd-networkd-wait-online
  rm -f "$root/etc/resolv.conf"
  : >"$root/etc/resolv.conf"
fi

# One type of host key, as making an RSA key costs a guest without KVM half a minute.
cat >"$root/etc/cloud/cloud.cfg.d/50_image.cfg" <<END
locale: C.UTF-8
ssh_genkeytypes: [ed25519]
system_info:
  network:
    renderers: [$renderer]
END
inside "$root" systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer \
  e2scrub_all.timer e2scrub_reap.service fstrim.timer systemd-binfmt.service
echo 'LABEL=rootfs / ext4 defaults 0 0' >"$root/etc/fstab"
rm -f "$root"/etc/ssh/ssh_host_* "$root/var/lib/dbus/machine-id"
: >"$root/etc/machine-id"
echo image >"$root/etc/hostname"
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin

# What asks the questions comes with each boot, so that the image stays when it changes.
cat >"$root/usr/local/sbin/ask" <<'END'
#!/usr/bin/python3
import os, time
for _ in range(60):
    for device in ('/dev/ubdc', '/dev/vdc'):
        if os.path.exists(device):
            with open(device, 'rb') as box:
                head = box.readline(64).split()
                if head[:1] == [b'QUESTIONS']:
                    exec(compile(box.read(int(head[1])), 'ask', 'exec'), {'__name__': '__main__', 'DEVICE': device})
                    raise SystemExit
    time.sleep(1)
END
chmod 755 "$root/usr/local/sbin/ask"
cat >"$root/etc/systemd/system/ask.service" <<'END'
[Unit]
Description=Answers what the test asks
[Service]
ExecStart=/usr/local/sbin/ask
[Install]
WantedBy=multi-user.target
END
inside "$root" systemctl enable ask.service

if [ "$kernel" = uml ]; then
  modules=$(find /usr/lib/uml/modules -mindepth 1 -maxdepth 1 | sort -V | tail -1)
  mkdir -p "$root/usr/lib/modules"
  cp -a "$modules" "$root/usr/lib/modules/"
  depmod -b "$root" "$(basename "$modules")" >>"$log" 2>&1
  printf 'isofs\nipv6\n' >"$root/etc/modules-load.d/uml.conf"
else
  cp "$root"/boot/vmlinuz-* "$root.out/vmlinuz"
  cp "$root"/boot/initrd.img-* "$root.out/initrd"
fi

# Nothing is to be brought up to date at the first boot.
touch "$root/etc/.updated" "$root/var/.updated"

size=$(($(du -sm --apparent-size "$root" | cut -f1) * 13 / 10 + 200))
truncate -s "${size}M" "$root.out/disk.raw"
mkfs.ext4 -q -F -L rootfs -d "$root" "$root.out/disk.raw" >>"$log" 2>&1
rm -rf "$out"
mv "$root.out" "$out"
