namespace Compute.Framework.Emulation;

/// <summary>The scripts of the file operations. Paths begin with <c>/</c> or <c>./</c> and have no slash at their end.</summary>
/// <remarks>Statuses are the numbers of errno, plus 100 where the second path is meant; see <see cref="ShellFileErrors"/>.</remarks>
internal static class ShellFileScripts
{
    /// <summary>How many blocks of 64 KiB <see cref="Read"/> returns at most; its offset counts in them too.</summary>
    public const int ReadBlocks = 64;

    /// <summary>How many bytes <see cref="Read"/> returns at most: 4 MiB.</summary>
    public const int ReadBytes = ReadBlocks * 64 * 1024;

    /// <summary>
    /// <c>why path base</c> exits with the reason why a path that is not there cannot be used or made; it returns when all
    /// that can be said is that it is not there. <c>content path base</c> exits for what blocks whoever opens it. <c>parent path</c> puts
    /// the parent into <c>d</c> (no command substitution,
    /// which would cut newlines off). <c>parents path base</c> makes the parent directories. A redirection that fails exits
    /// with 2 in dash, and ends the shell where the command is a special one: hence <c>true</c> and <c>|| exit 1</c>.
    /// </summary>
    private const string Common = ShellScript.Begin + """
        exists() { [ -e "$1" ] || [ -L "$1" ]; }
        content() { if [ -p "$1" ] || [ -S "$1" ]; then exit $(($2+29)); fi; }
        parent() {
          case $1 in
            */*) d=${1%/*};;
            *) d=.;;
          esac
          [ -n "$d" ] || d=/
        }
        why() {
          d=$1
          while :; do
            parent "$d"
            if [ -e "$d" ]; then
              [ -d "$d" ] || exit $(($2+20))
              [ -x "$d" ] || exit $(($2+13))
              return
            fi
            case $d in /|.) return;; esac
          done
        }
        parents() {
          parent "$1"
          [ -d "$d" ] && return
          mkdir -p -- "$d" && return
          why "$1" "$2"
          [ -w "$d" ] || exit $(($2+13))
          exit $(($2+1))
        }
        writable() {
          [ -d "$1" ] && exit $(($2+21))
          content "$1" "$2"
          parents "$1" "$2"
          if [ -e "$1" ]; then
            [ -w "$1" ] || exit $(($2+13))
          elif [ ! -L "$1" ]; then
            [ -w "$d" ] && [ -x "$d" ] || exit $(($2+13))
          fi
        }

        """;

    /// <summary><c>$1</c> path, <c>$2</c> block to begin with, <c>$3</c> <c>b</c> for Base64. What <c>dd</c> says comes through a pipe of
    /// its own.</summary>
    public const string Read = Common + """
        f=$1
        [ -d "$f" ] && exit 21
        [ -e "$f" ] || { why "$f" 0; exit 2; }
        [ -r "$f" ] || exit 13
        content "$f" 0
        if [ "$3" != b ]; then
          dd if="$f" bs=65536 skip="$2" count=64 2>/dev/null
          exit
        fi
        command -v base64 >/dev/null || exit 77
        { s=$( { { dd if="$f" bs=65536 skip="$2" count=64 2>/dev/null; echo "$?" >&3; } | base64 >&4; } 3>&1 ); } 4>&1
        [ "$s" = 0 ] || exit 5
        """ + ShellScript.End;

    /// <summary><c>$1</c> path, <c>$2</c> encoding, <c>$3</c> data.</summary>
    public const string WriteSmall = Common + """
        f=$1
        shift

        """ + ShellChunk.Put + """
        writable "$f" 0
        put "$@" >"$f" || exit 1
        """ + ShellScript.End;

    /// <summary><c>$1</c> path, <c>$2</c> a name for a file beside it. Exits with 10 when the file has to be elsewhere: the directory
    /// cannot be written to.</summary>
    public const string BeginWrite = Common + """
        writable "$1" 0
        parent "$1"
        [ -w "$d" ] && [ -x "$d" ] || exit 10
        set -C
        true >"$d/$2" || exit 1
        """ + ShellScript.End;

    /// <summary><c>$1</c> path, <c>$2</c> the written file, <c>$3</c> its length. A file that is there keeps its mode, owner and
    /// links.</summary>
    public const string EndWrite = Common + """
        [ "$(wc -c <"$2")" -eq "$3" ] || exit 5
        [ -d "$1" ] && exit 21
        if exists "$1"; then
          cat -- "$2" >"$1" && rm -f -- "$2" || exit 1
        else
          mv -f -- "$2" "$1"
        fi
        """ + ShellScript.End;

    /// <summary><c>$1</c> the file that the standard input is written to.</summary>
    public const string Receive = Common + """
        cat >"$1" || exit 1
        """ + ShellScript.End;

    /// <summary><c>$1</c> file.</summary>
    public const string Discard = Common + """
        rm -f -- "$1"
        """ + ShellScript.End;

    /// <summary><c>$1</c> path.</summary>
    public const string MakeDirectory = Common + """
        [ -d "$1" ] && exit 0
        exists "$1" && exit 20
        parents "$1" 0
        mkdir -- "$1" && exit 0
        [ -d "$1" ] && exit 0
        [ -w "$d" ] || exit 13
        exit 1
        """ + ShellScript.End;

    /// <summary><c>$1</c> directory, <c>$2</c> what ends each entry: mode in hexadecimal, size, time, user, group and name.</summary>
    public const string List = Common + """
        exists "$1" || { why "$1" 0; exit 2; }
        [ -d "$1" ] || exit 20
        [ -r "$1" ] && cd -- "$1" || exit 13
        k=$2
        set --
        for f in * .*; do
          case $f in .|..) continue;; esac
          exists "./$f" || continue
          set -- "$@" "./$f"
          if [ "$#" -ge 100 ]; then
            stat -c "%f %s %Y %u %g %n$k" -- "$@"
            set --
          fi
        done
        [ "$#" = 0 ] || stat -c "%f %s %Y %u %g %n$k" -- "$@"
        command -v stat >/dev/null
        """ + ShellScript.End;

    /// <summary><c>$1</c> path. Says what <see cref="List"/> says, without the name.</summary>
    public const string Describe = Common + """
        exists "$1" || { why "$1" 0; exit 2; }
        stat -c '%f %s %Y %u %g' -- "$1"
        """ + ShellScript.End;

    /// <summary><c>$1</c> path.</summary>
    public const string Exists = Common + """
        exists "$1" && exit 0
        why "$1" 0
        exit 2
        """ + ShellScript.End;

    /// <summary><c>$1</c> path, <c>$2</c> <c>r</c> for recursive.</summary>
    /// <remarks>
    /// Some <c>rm</c> cannot delete what has a longer path than the system takes. <c>lift directory name</c> moves a part of the tree
    /// from far below to a new directory at its top, where the path is shorter. It does not go through links.
    /// </remarks>
    public const string Delete = Common + """
        lift() {
          cd -P -- "$1" || return 1
          p=.
          while [ "${#p}" -lt 900 ]; do
            c=
            for f in "$p"/* "$p"/.*; do
              case ${f##*/} in .|..) continue;; esac
              if [ -d "$f" ] && [ ! -L "$f" ]; then
                c=$f
                break
              fi
            done
            [ -n "$c" ] || return 1
            p=$c
          done
          mkdir -- "./$2" && mv -- "$p" "./$2/"
        }
        exists "$1" || { why "$1" 0; exit 2; }
        parent "$1"
        if [ -d "$1" ] && [ ! -L "$1" ]; then
          if [ "$2" = r ]; then
            i=0
            while ! e=$(rm -rf -- "$1" 2>&1); do
              case $e in *"too long"*) ;; *) break;; esac
              [ "$i" -lt 1000 ] && (lift "$1" "$n$i") || break
              i=$((i+1))
            done
            exists "$1" || exit 0
            printf '%s\n' "$e" >&2
            [ -w "$d" ] && [ -r "$1" ] && [ -w "$1" ] && exit 1
            exit 13
          fi
          rmdir -- "$1" && exit 0
          for f in "$1"/* "$1"/.*; do
            case ${f##*/} in .|..) continue;; esac
            exists "$f" && exit 39
          done
        else
          rm -f -- "$1" && exit 0
        fi
        [ -w "$d" ] || exit 13
        exit 1
        """ + ShellScript.End;

    /// <summary><c>$1</c> source, <c>$2</c> destination.</summary>
    public const string Move = Common + """
        exists "$1" || { why "$1" 0; exit 2; }
        [ -d "$2" ] && exit 121
        [ -d "$1" ] && [ ! -L "$1" ] && exists "$2" && exit 120
        parent "$1"
        [ -w "$d" ] || exit 13
        parents "$2" 100
        [ -w "$d" ] || exit 113
        mv -f -- "$1" "$2"
        """ + ShellScript.End;

    /// <summary><c>$1</c> source, <c>$2</c> destination, <c>$3</c> <c>r</c> for recursive.</summary>
    public const string Copy = Common + """
        exists "$1" || { why "$1" 0; exit 2; }
        if [ ! -d "$1" ]; then
          content "$1" 0
          [ -r "$1" ] || exit 13
          writable "$2" 100
          cp -f -- "$1" "$2"
          exit
        fi
        [ "$3" = r ] || exit 21
        exists "$2" && [ ! -d "$2" ] && exit 120
        a=$(cd -- "$1" && pwd -P && echo x) || exit 13
        parents "$2" 100
        b=$(cd -- "$d" && pwd -P && echo x) || exit 113
        case ${b%?x}/${2##*/}/ in "${a%?x}"/*) exit 22;; esac
        if [ -d "$2" ]; then
          cp -RPf -- "$1/." "$2/"
        else
          [ -w "$d" ] || exit 113
          cp -RPf -- "$1" "$2"
        fi
        """ + ShellScript.End;

    /// <summary><c>$1</c> path, <c>$2</c> five octal digits: with fewer, some <c>chmod</c> keep bits of directories.</summary>
    public const string SetMode = Common + """
        [ -e "$1" ] || { why "$1" 0; exit 2; }
        chmod "$2" "$1" && exit 0
        command -v chmod >/dev/null || exit 1
        exit 13
        """ + ShellScript.End;
}
