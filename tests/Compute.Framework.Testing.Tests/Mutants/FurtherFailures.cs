namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>The cases that a mutant must fail besides its own, by its own case: what is broken is what they are built on.</summary>
internal static class FurtherFailures
{
    private static readonly Dictionary<string, string[]> ByCase = new()
    {
        ["commands/arguments-empty"] =
        [
            "commands/arguments-unchanged",
        ],
        ["commands/both-streams"] =
        [
            "commands/arguments-empty",
            "commands/arguments-long",
            "commands/arguments-unchanged",
            "commands/concurrent",
            "commands/environment",
            "commands/environment-of-one-command",
            "commands/error-output-past-the-limit",
            "commands/failure-keeps-output",
            "commands/input-binary",
            "commands/input-none",
            "commands/input-one-mebibyte",
            "commands/input-stream",
            "commands/input-text",
            "commands/invalid-utf8",
            "commands/no-shell-between",
            "commands/output-at-the-limit",
            "commands/output-past-the-limit",
            "commands/shell-string",
            "commands/signal",
            "commands/standard-error",
            "commands/standard-output",
            "commands/ten-mebibytes-on-both-streams",
            "commands/timeout",
            "commands/timeout-not-reached",
            "commands/working-directory",
            "commands/working-directory-default",
        ],
        ["commands/error-output-past-the-limit"] =
        [
            "commands/output-at-the-limit",
        ],
        ["commands/exit-codes"] =
        [
            "commands/concurrent",
            "commands/failure-keeps-output",
            "commands/input-closed-early",
            "commands/output-past-the-limit",
            "commands/timeout-not-reached",
        ],
        ["commands/failure-keeps-output"] =
        [
            "commands/concurrent",
            "commands/output-past-the-limit",
            "commands/timeout-not-reached",
        ],
        ["commands/input-binary"] =
        [
            "commands/input-one-mebibyte",
            "commands/input-stream",
        ],
        ["commands/input-text"] =
        [
            "commands/input-binary",
            "commands/input-empty",
            "commands/input-one-mebibyte",
            "commands/input-stream",
        ],
        ["commands/invalid-utf8"] =
        [
            "commands/input-binary",
            "commands/input-one-mebibyte",
            "commands/input-stream",
        ],
        ["commands/output-at-the-limit"] =
        [
            "commands/error-output-past-the-limit",
        ],
        ["commands/output-past-the-limit"] =
        [
            "commands/error-output-past-the-limit",
        ],
        ["commands/program-missing"] =
        [
            "commands/exit-codes",
            "commands/program-not-executable",
            "commands/working-directory-missing",
        ],
        ["commands/program-not-executable"] =
        [
            "commands/exit-codes",
            "commands/working-directory-missing",
        ],
        ["commands/signal"] =
        [
            "commands/signal-is-no-timeout",
        ],
        ["commands/standard-error"] =
        [
            "commands/both-streams",
            "commands/concurrent",
            "commands/environment",
            "commands/error-output-past-the-limit",
            "commands/failure-keeps-output",
            "commands/invalid-utf8",
            "commands/output-at-the-limit",
            "commands/ten-mebibytes-on-both-streams",
            "commands/timeout",
        ],
        ["commands/standard-output"] =
        [
            "commands/arguments-empty",
            "commands/arguments-long",
            "commands/arguments-unchanged",
            "commands/both-streams",
            "commands/concurrent",
            "commands/environment",
            "commands/environment-of-one-command",
            "commands/error-output-past-the-limit",
            "commands/failure-keeps-output",
            "commands/input-binary",
            "commands/input-empty",
            "commands/input-none",
            "commands/input-one-mebibyte",
            "commands/input-stream",
            "commands/input-text",
            "commands/invalid-utf8",
            "commands/no-shell-between",
            "commands/no-zombies",
            "commands/output-at-the-limit",
            "commands/output-past-the-limit",
            "commands/shell-string",
            "commands/signal",
            "commands/standard-error",
            "commands/ten-mebibytes-on-both-streams",
            "commands/timeout",
            "commands/timeout-not-reached",
            "commands/working-directory",
            "commands/working-directory-default",
            "commands/working-directory-missing",
        ],
        ["commands/timeout-kills-tree"] =
        [
            "commands/timeout-kills-sessions",
            "commands/timeout-kills-stubborn",
        ],
        ["commands/working-directory"] =
        [
            "commands/working-directory-missing",
            "commands/working-directory-relative",
        ],
        ["commands/working-directory-default"] =
        [
            "commands/working-directory-relative",
        ],
        ["events/cancel"] =
        [
            "events/created-and-destroyed",
            "events/paused-and-resumed",
            "events/since",
        ],
        ["events/created-and-destroyed"] =
        [
            "events/since",
        ],
        ["files/binary"] =
        [
            "files/concurrent",
            "files/one-mebibyte",
            "files/open-write",
            "files/thirty-two-mebibytes",
        ],
        ["files/copy"] =
        [
            "files/link-loop",
        ],
        ["files/delete-recursive"] =
        [
            "files/link-loop",
        ],
        ["files/empty"] =
        [
            "files/open-write",
            "files/overwrite-shrinks",
        ],
        ["files/link-loop"] =
        [
            "files/is-directory",
            "files/missing",
            "files/special-entries",
        ],
        ["files/list"] =
        [
            "files/names-listed",
        ],
        ["files/list-empty"] =
        [
            "files/entry-owner",
            "files/list",
            "files/list-thousand",
            "files/names-not-utf8",
            "files/open-write-abandoned",
            "files/special-entries",
            "files/write-source-fails",
        ],
        ["files/move"] =
        [
            "files/watch-rename",
        ],
        ["files/names"] =
        [
            "files/names-listed",
        ],
        ["files/one-mebibyte"] =
        [
            "files/open-write",
            "files/thirty-two-mebibytes",
        ],
        ["files/open-write-abandoned"] =
        [
            "files/write-source-fails",
        ],
        ["files/overwrite-shrinks"] =
        [
            "files/abandoned-reader",
            "files/open-write",
        ],
        ["files/parents-created"] =
        [
            "files/copy",
            "files/create-directory",
            "files/list-recursive",
            "files/move",
            "files/path-through-link",
            "files/watch-moved-away",
            "files/watch-nested",
        ],
        ["files/set-mode"] =
        [
            "files/set-mode-inside",
        ],
        ["files/text"] =
        [
            "files/concurrent",
            "files/one-mebibyte",
            "files/open-write",
            "files/thirty-two-mebibytes",
        ],
        ["files/watch-create"] =
        [
            "files/watch-inside-only",
            "files/watch-nested",
        ],
        ["files/watch-delete"] =
        [
            "files/watch-rename",
        ],
        ["files/write-source-fails"] =
        [
            "files/open-write-abandoned",
        ],
        ["framework/secrets-hidden"] =
        [
            "framework/errors-carry-context",
        ],
        ["lifecycle/create-concurrent"] =
        [
            "lifecycle/create-cancelled",
            "lifecycle/creation-time",
            "lifecycle/destroy-concurrent",
            "lifecycle/destroy-paused",
            "lifecycle/destroy-removes",
            "lifecycle/destroy-twice",
            "lifecycle/dispose-borrowed",
            "lifecycle/dispose-detached",
            "lifecycle/dispose-owned",
            "lifecycle/dispose-provider",
            "lifecycle/dispose-twice",
            "lifecycle/extend-borrowed",
            "lifecycle/extend-from-now",
            "lifecycle/extend-not-positive",
            "lifecycle/extend-outlives",
            "lifecycle/get-same",
            "lifecycle/ids-unique",
            "lifecycle/info-complete",
            "lifecycle/info-stable",
            "lifecycle/lifetime-expires",
            "lifecycle/lifetime-not-positive",
            "lifecycle/lifetime-told",
            "lifecycle/list-agrees-with-info",
            "lifecycle/list-by-label",
            "lifecycle/list-contains",
            "lifecycle/list-omits-destroyed",
            "lifecycle/list-pages",
            "lifecycle/pause-keeps-files",
            "lifecycle/pause-suspends",
            "lifecycle/pause-told",
            "lifecycle/provider-name",
            "lifecycle/resume-borrowed",
            "lifecycle/running-after-create",
            "lifecycle/sandboxes-apart",
            "lifecycle/use-after-destroy",
            "lifecycle/use-after-foreign-destroy",
        ],
        ["lifecycle/destroy-removes"] =
        [
            "lifecycle/create-cancelled",
            "lifecycle/destroy-concurrent",
            "lifecycle/destroy-paused",
            "lifecycle/list-omits-destroyed",
            "lifecycle/use-after-destroy",
            "lifecycle/use-after-foreign-destroy",
        ],
        ["lifecycle/destroy-twice"] =
        [
            "lifecycle/destroy-concurrent",
        ],
        ["lifecycle/dispose-borrowed"] =
        [
            "lifecycle/dispose-detached",
            "lifecycle/extend-borrowed",
            "lifecycle/extend-outlives",
        ],
        ["lifecycle/dispose-detached"] =
        [
            "lifecycle/dispose-provider",
        ],
        ["lifecycle/dispose-provider"] =
        [
            "lifecycle/disposed-provider",
        ],
        ["lifecycle/dispose-twice"] =
        [
            "lifecycle/dispose-borrowed",
            "lifecycle/dispose-detached",
            "lifecycle/extend-borrowed",
            "lifecycle/extend-from-now",
            "lifecycle/lifetime-expires",
        ],
        ["lifecycle/extend-from-now"] =
        [
            "lifecycle/extend-not-positive",
        ],
        ["lifecycle/extend-outlives"] =
        [
            "lifecycle/extend-borrowed",
            "lifecycle/extend-from-now",
            "lifecycle/extend-not-positive",
        ],
        ["lifecycle/get-unknown"] =
        [
            "lifecycle/destroy-concurrent",
            "lifecycle/destroy-paused",
            "lifecycle/destroy-removes",
            "lifecycle/dispose-owned",
            "lifecycle/dispose-provider",
            "lifecycle/extend-from-now",
            "lifecycle/lifetime-expires",
        ],
        ["lifecycle/ids-unique"] =
        [
            "lifecycle/create-concurrent",
            "lifecycle/dispose-borrowed",
            "lifecycle/dispose-detached",
            "lifecycle/extend-borrowed",
            "lifecycle/extend-from-now",
            "lifecycle/extend-not-positive",
            "lifecycle/extend-outlives",
            "lifecycle/get-same",
            "lifecycle/info-complete",
            "lifecycle/lifetime-expires",
            "lifecycle/list-agrees-with-info",
            "lifecycle/list-by-label",
            "lifecycle/list-contains",
            "lifecycle/list-pages",
            "lifecycle/resume-borrowed",
            "lifecycle/use-after-foreign-destroy",
        ],
        ["lifecycle/info-stable"] =
        [
            "lifecycle/list-agrees-with-info",
        ],
        ["lifecycle/lifetime-told"] =
        [
            "lifecycle/extend-outlives",
        ],
        ["lifecycle/list-contains"] =
        [
            "lifecycle/list-by-label",
            "lifecycle/list-pages",
        ],
        ["lifecycle/list-omits-destroyed"] =
        [
            "lifecycle/list-by-label",
        ],
        ["lifecycle/pause-told"] =
        [
            "lifecycle/resume-borrowed",
        ],
        ["lifecycle/provider-name"] =
        [
            "lifecycle/list-agrees-with-info",
        ],
        ["lifecycle/running-after-create"] =
        [
            "lifecycle/pause-told",
            "lifecycle/resume-borrowed",
        ],
        ["lifecycle/sandboxes-apart"] =
        [
            "lifecycle/use-after-destroy",
            "lifecycle/use-after-foreign-destroy",
        ],
        ["lifecycle/use-after-destroy"] =
        [
            "lifecycle/lifetime-expires",
            "lifecycle/use-after-foreign-destroy",
        ],
        ["lifecycle/use-after-foreign-destroy"] =
        [
            "lifecycle/use-after-destroy",
        ],
        ["logs/commands-stay-out"] =
        [
            "logs/follow",
            "logs/since",
            "logs/tail",
        ],
        ["networks/shared"] =
        [
            "networks/unknown",
        ],
        ["options/create-cpus"] =
        [
            "options/limits-not-positive",
        ],
        ["options/create-disk"] =
        [
            "options/limits-not-positive",
        ],
        ["options/create-gpus"] =
        [
            "options/limits-not-positive",
        ],
        ["options/create-image"] =
        [
            "options/image-unknown",
        ],
        ["options/create-max-processes"] =
        [
            "options/limits-not-positive",
        ],
        ["options/create-memory"] =
        [
            "options/limits-not-positive",
        ],
        ["options/create-security"] =
        [
            "options/security-capabilities",
            "options/security-seccomp",
        ],
        ["options/security-capabilities"] =
        [
            "options/create-security",
            "options/security-seccomp",
        ],
        ["options/security-seccomp"] =
        [
            "options/create-security",
            "options/security-capabilities",
        ],
        ["processes/chunks-equal-result"] =
        [
            "processes/attach",
            "processes/first-chunk-before-end",
            "processes/input",
            "processes/kill",
            "processes/sandbox-destroyed-mid-stream",
            "processes/signal",
            "processes/slow-reader",
            "processes/stop-and-continue",
            "processes/two-readers",
        ],
        ["processes/first-chunk-before-end"] =
        [
            "processes/attach",
            "processes/input",
            "processes/kill",
            "processes/sandbox-destroyed-mid-stream",
            "processes/signal",
            "processes/stop-and-continue",
        ],
        ["processes/handle"] =
        [
            "processes/attach",
            "processes/attach-borrowed",
            "processes/attach-kill",
            "processes/list",
        ],
        ["processes/kill"] =
        [
            "processes/attach-kill",
        ],
        ["processes/kill-tree"] =
        [
            "processes/attach-kill",
            "processes/kill",
        ],
        ["processes/kill-while-starting"] =
        [
            "processes/attach-kill",
            "processes/kill-tree",
        ],
        ["processes/one-end"] =
        [
            "processes/replay",
            "processes/slow-reader",
        ],
        ["processes/reader-stops-early"] =
        [
            "processes/slow-reader",
        ],
        ["processes/replay"] =
        [
            "processes/one-end",
        ],
        ["processes/signal"] =
        [
            "processes/stop-and-continue",
        ],
        ["processes/two-readers"] =
        [
            "processes/attach",
            "processes/replay",
            "processes/stop-and-continue",
        ],
        ["snapshots/branch"] =
        [
            "snapshots/branch-count",
        ],
        ["snapshots/branch-source-runs-on"] =
        [
            "snapshots/branch-labels-and-ownership",
            "snapshots/branches-apart",
        ],
        ["snapshots/branches-apart"] =
        [
            "snapshots/branch-labels-and-ownership",
        ],
        ["snapshots/restore"] =
        [
            "snapshots/chain",
            "snapshots/delete-while-in-use",
            "snapshots/list-and-delete",
            "snapshots/outlives-source",
            "snapshots/restored-changes-stay-in",
            "snapshots/source-changes-stay-out",
        ],
        ["snapshots/restored-changes-stay-in"] =
        [
            "snapshots/branches-apart",
            "snapshots/restore",
            "snapshots/source-changes-stay-out",
        ],
        ["snapshots/source-changes-stay-out"] =
        [
            "snapshots/outlives-source",
        ],
        ["templates/build"] =
        [
            "templates/arguments",
            "templates/delete-while-in-use",
            "templates/recipe-path",
            "templates/unknown",
        ],
        ["terminals/exit-code"] =
        [
            "terminals/default-shell",
            "terminals/end-of-input",
            "terminals/get",
            "terminals/get-borrowed",
            "terminals/interrupt",
        ],
        ["terminals/is-terminal"] =
        [
            "terminals/end-of-input",
            "terminals/exit-code",
            "terminals/get",
            "terminals/get-borrowed",
            "terminals/interrupt",
            "terminals/one-stream",
        ],
        ["terminals/one-stream"] =
        [
            "terminals/default-shell",
            "terminals/end-of-input",
            "terminals/get",
            "terminals/interrupt",
            "terminals/resize",
            "terminals/wide-characters",
        ],
        ["terminals/resize"] =
        [
            "terminals/list",
        ],
        ["volumes/apart"] =
        [
            "volumes/read-only",
        ],
        ["volumes/data-survives"] =
        [
            "volumes/apart",
            "volumes/read-only",
        ],
    };

    public static IReadOnlyList<string> Of(string caseId) => ByCase.GetValueOrDefault(caseId, []);
}
