namespace Compute.Framework.Emulation;

/// <summary>The scripts that run and kill a command inside a sandbox. POSIX shell, for dash, bash and busybox.</summary>
/// <remarks>Nothing is ever put into their text: all data are positional parameters.</remarks>
internal static class ShellWrapperScript
{
    /// <summary>Collects in <c>l</c> what belongs to a command, and kills it until nothing is left.</summary>
    /// <remarks>
    /// A process belongs to it that has the marker <c>_cfw_m</c> in its environment, whose parent belongs to it (or is <c>_cfw_r</c>),
    /// or whose session was made by one that belongs to it. The sessions are kept in <c>e</c> from pass to pass, for a
    /// leader may die first. <c>/proc/self</c> is the subshell's own: <c>$$</c> would be its parent's. A process's name may
    /// hold any character, so that the fields are taken behind the last parenthesis of the last line. All are stopped
    /// before the first is killed: none sees another one die and says so, or starts a new one.
    /// </remarks>
    private const string KillTree = """
        look() {
          l=' '
          for f in $(grep -lszF -- "$_cfw_m" /proc/[0-9]*/environ); do
            f=${f#/proc/}
            l="$l${f%/environ} "
          done
          g=1 d=0
          while [ "$g" = 1 ] && [ "$d" -lt 50 ]; do
            g=0 d=$((d+1))
            for f in /proc/[0-9]*; do
              q=${f#/proc/}
              [ "$q" = "$me" ] && continue
              s=
              while IFS= read -r x || [ -n "$x" ]; do s=$x; done <"$f/stat"
              s=${s##*') '}
              set -- $s
              case $1 in ''|Z|X) case $l in *" $q "*) l="${l%% "$q" *} ${l#* "$q" }";; esac; continue;; esac
              case $l in
                *" $q "*) ;;
                *)
                  [ "$2" = "$_cfw_r" ] || case $l in *" $2 "*) ;; *) case $e in *" $4 "*) ;; *) continue;; esac;; esac
                  l="$l$q " g=1;;
              esac
              [ "$4" = "$q" ] && case $e in *" $q "*) ;; *) e="$e$q " g=1;; esac
            done
          done
        }
        reap() {
          e=' ' k=0
          read -r me x </proc/self/stat
          while [ "$k" -lt 40 ]; do
            k=$((k+1))
            look
            if [ "$l" != ' ' ]; then
              kill -STOP $l
              kill -9 $l
              _cfw_seen=1
            elif [ "$_cfw_seen" = 1 ] || [ "$k" -ge "$1" ]; then
              break
            fi
            [ "$k" -lt 2 ] || sleep 0.05 || sleep 1
          done
        }

        """;

    /// <summary><c>orphan file</c> reports whether a file is a script that lacks its interpreter: the kernel cannot start it.</summary>
    /// <remarks>A line end of Windows belongs to the interpreter's name. An interpreter may be a script itself.</remarks>
    public const string Orphan = """
        orphan() {
          _cfw_d=0 _cfw_q=$1
          while [ "$_cfw_d" -lt 5 ]; do
            _cfw_d=$((_cfw_d+1))
            { _cfw_h=$(dd if="$_cfw_q" bs=256 count=1); } 2>/dev/null
            case $_cfw_h in '#!'*) ;; *) return 1;; esac
            _cfw_h=${_cfw_h%%'
        '*}
            set -f
            set -- ${_cfw_h#'#!'}
            set +f
            [ -n "$1" ] || return 1
            [ -f "$1" ] && [ -x "$1" ] || return 0
            _cfw_q=$1
          done
          return 1
        }

        """;

    /// <summary>Kills what a marker was given to. <c>$1</c> nonce, <c>$2</c> marker.</summary>
    /// <remarks>Looks a few times even when it finds nothing: the command may be about to start.</remarks>
    public const string Kill = KillTree + """
        n=$1 _cfw_m=$2 _cfw_r= _cfw_seen=0
        exec 3>&2 2>/dev/null
        reap 6
        printf '%s:E:0;\n' "$n"
        printf '%s:E:0;\n' "$n" >&3
        """;

    /// <summary>
    /// Runs a command. <c>$1</c> nonce, <c>$2</c> marker, <c>$3</c> time-out in seconds or empty, <c>$4</c> the same
    /// rounded up, <c>$5</c> working directory or empty, <c>$6</c> file to read from, <c>-</c> for the shell's own input
    /// or empty for none, <c>$7</c> the <c>PATH</c> to look in after a <c>+</c>, or empty for the shell's, <c>$8</c> a file
    /// with the variables as quoted words (<see cref="ShellWords.Quote"/>) or empty; then the program and its arguments.
    /// </summary>
    /// <remarks>
    /// The command runs in the foreground, for a shell makes background commands ignore SIGINT; the watchdog runs in the
    /// background. The watchdog's exit code 99 says that it has killed, so that a death by signal just before is none.
    /// The shell's own messages ("Killed") go to /dev/null, the command's standard error to the real one; that is
    /// redirected in a subshell, for dash redirects itself before it starts a command. The sleeper gets SIGKILL: a TERM
    /// between fork and exec would reach the shell's handler and be lost. Variables come in a file, for every user of the
    /// sandbox can read the arguments of a process. What is set before the command starts has a name that no variable of the
    /// sandbox has: one that is exported already would reach the command changed.
    /// </remarks>
    public const string Run = KillTree + Orphan + ShellElf.Damaged + """
        _cfw_n=$1 _cfw_m=$2 _cfw_t=$3 _cfw_u=$4 _cfw_w=$5 _cfw_i=$6 _cfw_p=${7:-+$PATH} _cfw_c=$8 _cfw_v=
        shift 8
        exec 3>&2 2>/dev/null
        end() {
          printf '%s:%s:%s;\n' "$_cfw_n" "$1" "$2"
          printf '%s:%s:%s;\n' "$_cfw_n" "$1" "$2" >&3
          exit "$2"
        }
        case $_cfw_i in
          -) exec 4<&0;;
          '') exec 4</dev/null;;
          *) exec 4<"$_cfw_i"; rm -rf -- "${_cfw_i%/*}";;
        esac
        [ -z "$_cfw_c" ] || { _cfw_v=$(cat -- "$_cfw_c") || end U 1; rm -rf -- "${_cfw_c%/*}"; }
        [ -z "$_cfw_w" ] || cd -- "$_cfw_w" || end D 126
        command -v env >/dev/null || end U 1
        [ -z "$_cfw_t" ] || { command -v sleep >/dev/null && [ -r /proc/self/stat ]; } || end U 2
        program() {
          case $1 in
            */*)
              [ -e "$1" ] || end P 127
              [ -f "$1" ] && [ -x "$1" ] || end X 126
              case $1 in /bin/*|/sbin/*|/usr/*) ;; *) ! (_cfw_damaged "$1") || end X 126;; esac
              _cfw_y=$1
              return;;
          esac
          _cfw_z=${_cfw_p#+}: _cfw_f=127
          while [ -n "$_cfw_z" ]; do
            _cfw_y=${_cfw_z%%:*}
            _cfw_z=${_cfw_z#*:}
            _cfw_y=${_cfw_y:-.}/$1
            [ -f "$_cfw_y" ] && { [ -x "$_cfw_y" ] && return; _cfw_f=126; }
          done
          [ "$_cfw_f" = 127 ] && end P 127
          end X 126
        }
        finish() {
          case $1 in 126|127) orphan "$_cfw_y" && end I 126;; esac
          end E "$1"
        }
        program "$@"
        eval "set -- env \"\$_cfw_m=1\" $_cfw_v \"\$@\""
        if [ -z "$_cfw_t" ]; then
          (exec "$@" <&4 2>&3 3>&- 4<&-)
          finish "$?"
        fi
        _cfw_r=$$ _cfw_seen=1
        command -v setsid >/dev/null && set -- setsid "$@"
        watch() {
          trap 'kill -9 "$!"; exit 0' TERM
          sleep "$_cfw_t" & wait "$!" || { sleep "$_cfw_u" & wait "$!"; }
          trap '' TERM
          reap 1
          exit 99
        }
        watch </dev/null >/dev/null 3>&- 4<&- &
        _cfw_o=$!
        (exec "$@" <&4 2>&3 3>&- 4<&-)
        x=$?
        kill "$_cfw_o"
        wait "$_cfw_o"
        [ "$?" = 99 ] && end T 124
        finish "$x"
        """;
}
