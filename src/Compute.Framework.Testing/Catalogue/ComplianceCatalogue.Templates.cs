namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Templates() =>
    [
        Case("templates/build", TemplateCases.Build,
            Cell(SandboxOperation.BuildTemplate, "Name"), Cell(SandboxOperation.BuildTemplate, "ContextDirectory"), Create("Template"),
            Does(SandboxOperation.BuildTemplate)),
        Case("templates/list-and-delete", TemplateCases.ListAndDelete,
            Cell(SandboxOperation.BuildTemplate, "Labels"), Does(SandboxOperation.ListTemplates), Does(SandboxOperation.DeleteTemplate)),
        Case("templates/broken-recipe", TemplateCases.BrokenRecipe),
        Case("templates/delete-while-in-use", TemplateCases.DeleteWhileInUse),
        Case("templates/unknown", TemplateCases.Unknown),
        Case("templates/recipe-path", TemplateCases.RecipePath, Cell(SandboxOperation.BuildTemplate, "RecipePath")),
        Case("templates/arguments", TemplateCases.Arguments, Cell(SandboxOperation.BuildTemplate, "Arguments")),
    ];
}
