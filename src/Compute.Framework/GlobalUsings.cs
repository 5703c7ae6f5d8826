global using Compute.Framework.Authoring;
