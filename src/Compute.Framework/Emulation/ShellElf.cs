namespace Compute.Framework.Emulation;

/// <summary>Finds programs that the kernel refuses although they begin like one: a shell, or <c>env</c>, would run them as
/// scripts.</summary>
internal static class ShellElf
{
    /// <summary>Defines <c>_cfw_damaged file</c>, which reports whether an ELF file's headers are not whole. To be called in a
    /// subshell.</summary>
    /// <remarks>
    /// Where the sandbox has no <c>dd</c> or <c>od</c>, and for the other order of bytes, no file is. The kind of processor, which also
    /// says how wide numbers are, is the kernel's to judge: it may know how to run programs of others. An interpreter that is missing
    /// is reported by the shell. Shells calculate with 63 bits and a sign: what needs more is beyond the end of every file.
    /// </remarks>
    public const string Damaged = """
        _cfw_hex() {
          { dd if="$_cfw_e" bs=1 skip="$1" count="$2" | od -A n -v -t x1; } 2>/dev/null
        }
        _cfw_damaged() {
          _cfw_e=$1
          set -- $(_cfw_hex 0 64)
          [ "$1$2$3$4" = 7f454c46 ] || return 1
          [ "$#" -ge 52 ] || return 0
          [ "$6" = 01 ] || return 1
          case ${17}${18} in 0200|0300) ;; *) return 0;; esac
          case $5:${19}${20} in
            *:3e00|*:b700) _cfw_t=56;;
            *:0300|*:2800|01:*) _cfw_t=32;;
            02:*) _cfw_t=56;;
            *) return 0;;
          esac
          case $_cfw_t in
            32)
              [ "${43}${44}" = 2000 ] || return 0
              _cfw_o=0x${32}${31}${30}${29} _cfw_q=$((0x${46}${45}));;
            *)
              [ "${55}${56}${40}" = 380000 ] && [ "$#" -ge 64 ] || return 0
              _cfw_o=0x${40}${39}${38}${37}${36}${35}${34}${33} _cfw_q=$((0x${58}${57}));;
          esac
          [ "$_cfw_q" -ge 1 ] || return 0
          [ "$_cfw_q" -le 256 ] || return 1
          set -- $(_cfw_hex "$((_cfw_o))" "$((_cfw_t*_cfw_q))")
          [ "$#" -eq "$((_cfw_t*_cfw_q))" ] || return 0
          while [ "$#" -gt 0 ]; do
            if [ "$1$2$3$4" = 03000000 ]; then
              case $_cfw_t in
                32) _cfw_o=0x$8$7$6$5 _cfw_q=0x${20}${19}${18}${17};;
                *)
                  [ "${16}${40}" = 0000 ] || return 0
                  _cfw_o=0x${16}${15}${14}${13}${12}${11}${10}$9 _cfw_q=0x${40}${39}${38}${37}${36}${35}${34}${33};;
              esac
              [ "$((_cfw_q))" -ge 2 ] && [ "$((_cfw_q))" -le 4096 ] || return 0
              set -- $(_cfw_hex "$((_cfw_o+_cfw_q-1))" 1)
              [ "$1" = 00 ] && return 1
              return 0
            fi
            shift "$_cfw_t"
          done
          return 1
        }

        """;
}
