#!/bin/sh
# run-enclosed.sh ROOT NODE UID PROGRAM ARGS...: runs a program as a container would: it sees ROOT as /, with the system's
# libraries in it, all of it read-only but /tmp and /data, and is no longer root. In a mount namespace of its own only:
# unshare --mount sh run-enclosed.sh ...
set -eu
root=$1
node=$2
uid=$3
shift 3
mount --bind "$root" "$root"
for part in usr bin sbin lib lib64 etc; do
  if [ -L "/$part" ]; then
    [ -L "$root/$part" ] || cp -P "/$part" "$root/$part"
  elif [ -d "/$part" ]; then
    mkdir -p "$root/$part"
    mount --bind "/$part" "$root/$part"
    mount -o remount,ro,bind "$root/$part"
  fi
done
mkdir -p "$root/proc" "$root/dev" "$root/tmp" "$root/data"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --bind "$root/data" "$root/data"
touch "$root/node"
mount --bind "$node" "$root/node"
mount -o remount,ro,bind "$root"
cd /
exec chroot --userspec="$uid:$uid" --groups= "$root" "$@"
