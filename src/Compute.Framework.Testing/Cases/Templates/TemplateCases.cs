namespace Compute.Framework.Testing;

/// <summary>Templates are built, used and deleted.</summary>
public static class TemplateCases
{
    /// <summary>A sandbox from a template has what the recipe took from the directory, and the build says what it does.</summary>
    [ComplianceCase("templates/build")]
    [Proves(SandboxOperation.BuildTemplate)]
    [Proves(SandboxOperation.BuildTemplate, "Name")]
    [Proves(SandboxOperation.BuildTemplate, "ContextDirectory")]
    [Proves(SandboxOperation.CreateSandbox, "Template")]
    public static async Task Build(ComplianceContext context)
    {
        var bench = TemplateBench.Create(context);
        context.Require(SandboxOperation.CreateSandbox, "Template");
        var evidence = bench.AddEvidence();
        var progress = new ProgressList();
        var template = await bench.BuildAsync(bench.Options(), progress).ConfigureAwait(false);
        Check.That(template.Id.Length > 0, "an id for the template", "an empty one", Law.Templates);
        Check.That(
            progress.Told.All(told => told.Message.Length > 0 && told.Step is null or > 0 && told.StepCount is null or > 0),
            "messages that say something, and steps from 1",
            string.Join(" | ", progress.Told),
            Law.Templates);
        Check.That(
            !bench.Sample.ReportsProgress || progress.Told.Count > 0, "the build says what it does", "it says nothing", Law.Templates);
        var sandbox = await bench.CreateAsync(template).ConfigureAwait(false);
        Check.Equal(
            evidence,
            await context.ReadTextAsync(sandbox, bench.Sample.EvidencePath).ConfigureAwait(false),
            "a file that the recipe copied from the directory",
            Law.Templates);
        var second = await bench.CreateAsync(template).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, bench.Sample.EvidencePath, "changed").ConfigureAwait(false);
        Check.Equal(
            evidence,
            await context.ReadTextAsync(second, bench.Sample.EvidencePath).ConfigureAwait(false),
            "the file in a second sandbox after the first changed its own",
            Law.Templates);
    }

    /// <summary>A template is listed with its name and labels until it is deleted; deleting twice succeeds.</summary>
    [ComplianceCase("templates/list-and-delete")]
    [Proves(SandboxOperation.ListTemplates)]
    [Proves(SandboxOperation.DeleteTemplate)]
    [Proves(SandboxOperation.BuildTemplate, "Labels")]
    public static async Task ListAndDelete(ComplianceContext context)
    {
        var bench = TemplateBench.Create(context);
        bench.AddEvidence();
        var options = bench.Options();
        if (context.Capabilities.Supports(SandboxOperation.BuildTemplate, "Labels"))
        {
            options = options with { Labels = new Dictionary<string, string> { ["team"] = "a-b_c.1" } };
        }

        var template = await bench.BuildAsync(options).ConfigureAwait(false);
        var listed = (await bench.ListAsync().ConfigureAwait(false)).Where(info => info.Id == template.Id).ToList();
        Check.Equal(1, listed.Count, "how often a listing has the template", Law.Templates);
        foreach (var info in (TemplateInfo[])[template, listed[0]])
        {
            Check.That(
                info.Name?.Contains(options.Name, StringComparison.Ordinal) == true,
                $"the name '{options.Name}'",
                $"'{info.Name}'",
                Law.HonorOrReject);
            Check.That(
                options.Labels.Count == 0 || info.Labels.GetValueOrDefault("team") == "a-b_c.1",
                "the label that was given",
                string.Join(", ", info.Labels.Keys),
                Law.HonorOrReject);
            Optional.CheckAboutNow(info.CreatedAt, "CreatedAt", Law.Templates);
        }

        await bench.Store.DeleteTemplateAsync(template.Id, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            (await bench.ListAsync().ConfigureAwait(false)).All(info => info.Id != template.Id),
            "a listing without the deleted template",
            "it is still listed",
            Law.Templates);
        await Check.SucceedsAsync(
            () => bench.Store.DeleteTemplateAsync(template.Id, context.CancellationToken),
            "a second DeleteTemplateAsync",
            Law.Templates).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => bench.Store.DeleteTemplateAsync(Optional.NewName(), context.CancellationToken),
            "DeleteTemplateAsync of what never was",
            Law.Templates).ConfigureAwait(false);
    }

    /// <summary>A recipe that cannot be built is an error, and leaves no template.</summary>
    [ComplianceCase("templates/broken-recipe")]
    public static async Task BrokenRecipe(ComplianceContext context)
    {
        var bench = TemplateBench.Create(context);
        if (bench.Sample.BrokenRecipe is not { } broken)
        {
            context.NotApplicable("Settings.TemplateBuild.BrokenRecipe is not set: the back end builds from every directory.");
            return;
        }

        bench.AddEvidence();
        bench.Write(bench.Sample.RecipeName, broken);
        var options = bench.Options();
        var error = await Check.ThrowsAsync<ComputeException>(
            () => bench.BuildAsync(options), "BuildTemplateAsync with a recipe that fails", Law.Templates).ConfigureAwait(false);
        Check.That(
            error is not SandboxNotFoundException && error.Message.Length > 0, "an error that says what failed", error.Message, Law.Errors);
        Check.That(
            (await bench.ListAsync().ConfigureAwait(false)).All(
                info => info.Name?.Contains(options.Name, StringComparison.Ordinal) != true),
            "no template of a build that failed",
            "it is listed",
            Law.Templates);
    }

    /// <summary>Deleting a template does not disturb the sandboxes that were made from it.</summary>
    [ComplianceCase("templates/delete-while-in-use")]
    public static async Task DeleteWhileInUse(ComplianceContext context)
    {
        var bench = TemplateBench.Create(context);
        context.Require(SandboxOperation.CreateSandbox, "Template");
        var evidence = bench.AddEvidence();
        var template = await bench.BuildAsync(bench.Options()).ConfigureAwait(false);
        var sandbox = await bench.CreateAsync(template).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => bench.Store.DeleteTemplateAsync(template.Id, context.CancellationToken),
            "DeleteTemplateAsync while a sandbox uses it",
            Law.Templates).ConfigureAwait(false);
        Check.Equal(
            evidence,
            await context.ReadTextAsync(sandbox, bench.Sample.EvidencePath).ConfigureAwait(false),
            "a file of a sandbox whose template was deleted",
            Law.Templates);
        await context.WriteTextAsync(sandbox, "later", "x").ConfigureAwait(false);
    }

    /// <summary>A template that does not exist is an error with its name in it, and nothing is made.</summary>
    [ComplianceCase("templates/unknown")]
    public static async Task Unknown(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "Template");
        var name = Optional.NewName();
        var error = await Check.ThrowsAsync<ComputeException>(
            () => context.CreateSandboxAsync(context.Defaults with { Template = name }),
            "CreateAsync from a template that does not exist",
            Law.HonorOrReject).ConfigureAwait(false);
        Check.That(
            error.Message.Contains(name, StringComparison.Ordinal), $"a message with the name '{name}' in it", error.Message, Law.Errors);
    }

    /// <summary>The recipe that was named is the one that is built.</summary>
    [ComplianceCase("templates/recipe-path")]
    [Proves(SandboxOperation.BuildTemplate, "RecipePath")]
    public static async Task RecipePath(ComplianceContext context)
    {
        context.Require(SandboxOperation.BuildTemplate, "RecipePath");
        context.Require(SandboxOperation.CreateSandbox, "Template");
        var bench = TemplateBench.Create(context);
        var evidence = bench.AddEvidence();
        bench.Write("recipes/other", bench.Sample.Recipe);
        bench.Write(bench.Sample.RecipeName, bench.Sample.BrokenRecipe ?? "");
        TemplateInfo? template = null;
        await Check.SucceedsAsync(
            async () => template = await bench.BuildAsync(bench.Options() with { RecipePath = "recipes/other" }).ConfigureAwait(false),
            "BuildTemplateAsync with another recipe than the default one, which is broken,",
            Law.HonorOrReject).ConfigureAwait(false);
        var sandbox = await bench.CreateAsync(template!).ConfigureAwait(false);
        Check.Equal(
            evidence,
            await context.ReadTextAsync(sandbox, bench.Sample.EvidencePath).ConfigureAwait(false),
            "a file that the named recipe copied",
            Law.HonorOrReject);
    }

    /// <summary>Arguments reach the build.</summary>
    [ComplianceCase("templates/arguments")]
    [Proves(SandboxOperation.BuildTemplate, "Arguments")]
    public static async Task Arguments(ComplianceContext context)
    {
        context.Require(SandboxOperation.BuildTemplate, "Arguments");
        context.Require(SandboxOperation.CreateSandbox, "Template");
        var bench = TemplateBench.Create(context);
        if (bench.Sample.ArgumentRecipe is not { } recipe)
        {
            context.NotApplicable(
                "Settings.TemplateBuild.ArgumentRecipe is not set: the environment has no recipe that shows an argument.");
            return;
        }

        bench.AddEvidence();
        bench.Write("chosen", "by the argument");
        bench.Write(bench.Sample.RecipeName, recipe);
        var template = await bench.BuildAsync(
            bench.Options() with { Arguments = new Dictionary<string, string> { ["SOURCE"] = "chosen" } }).ConfigureAwait(false);
        var sandbox = await bench.CreateAsync(template).ConfigureAwait(false);
        Check.Equal(
            "by the argument",
            await context.ReadTextAsync(sandbox, bench.Sample.EvidencePath).ConfigureAwait(false),
            "the file that an argument of the build chose",
            Law.HonorOrReject);
    }
}
