# The images of the tests: a static busybox, cksum, inotifywait and two users, imported without a registry. Sourced by engines.sh.

image=localhost/compute-test:base
other_image=localhost/compute-test:other

# A root directory with every applet, two ordinary users and a file that tells the images apart.
make_root() {
  local root=$1 applet
  mkdir -p "$root"/{bin,dev,etc,proc,root,sys,tmp,var/tmp,home/tester,usr}
  cp "$(command -v busybox)" "$root/bin/busybox"
  for applet in $(busybox --list); do
    [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
  done
  ln -s ../bin "$root/usr/bin"
  # Debian's busybox has no cksum; the machine's own comes with the libraries that it needs.
  if [ ! -e "$root/bin/cksum" ]; then add_program "$root" cksum; fi
  add_program "$root" inotifywait
  chmod 755 "$root" "$root/bin/busybox"
  chmod 1777 "$root/tmp" "$root/var/tmp"
  chmod 777 "$root/home/tester"
  printf '%s\n' root:x:0:0:root:/root:/bin/sh tester:x:1000:1000::/home/tester:/bin/sh nobody:x:65534:65534::/:/bin/sh >"$root/etc/passwd"
  printf '%s\n' root:x:0: tester:x:1000: nogroup:x:65534: >"$root/etc/group"
}

add_program() {
  local root=$1 program library
  program=$(command -v "$2")
  cp "$program" "$root/bin/$2"
  for library in $(ldd "$program" | grep -o '/[^ ]*'); do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done
}

import_images() {
  local engine=$1 root="$home/root" name
  [ -d "$root" ] || make_root "$root"
  for name in "$image" "$other_image"; do
    echo "$name" >"$root/etc/image"
    tar -C "$root" --owner=0 --group=0 -c . | "${engine}_cli" import --change 'CMD ["sh"]' - "$name"
  done
}
