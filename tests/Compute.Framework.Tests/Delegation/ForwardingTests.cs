using System.Reflection;

namespace Compute.Framework.Tests.Delegation;

/// <summary>Every member of a contract is virtual in its base, and reaches the same member of what is wrapped: a member that is added
/// later, with a body of its own in the interface, would be lost otherwise.</summary>
public sealed class ForwardingTests
{
    public static TheoryData<Type, Type> Bases => new()
    {
        { typeof(ISandboxProvider), typeof(DelegatingSandboxProvider) },
        { typeof(ISandbox), typeof(DelegatingSandbox) },
        { typeof(ISandboxFileSystem), typeof(DelegatingSandboxFileSystem) },
        { typeof(ISandboxProcess), typeof(DelegatingSandboxProcess) },
        { typeof(ISandboxTerminal), typeof(DelegatingSandboxTerminal) },
    };

    [Theory]
    [MemberData(nameof(Bases), DisableDiscoveryEnumeration = true)]
    public async Task Every_member_is_virtual_and_passed_on(Type contract, Type @base)
    {
        var members = new[] { contract }.Concat(contract.GetInterfaces()).SelectMany(type => type.GetMethods()).ToList();
        Assert.NotEmpty(members);
        foreach (var member in members)
        {
            var inner = Proxy.Of(contract);
            var outer = Activator.CreateInstance(@base, BindingFlags.NonPublic | BindingFlags.Instance, null, [inner], null)!;
            var map = @base.GetInterfaceMap(member.DeclaringType!);
            var method = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, member)];
            Assert.True(method is { IsVirtual: true, IsFinal: false, IsPublic: true }, $"{@base.Name}.{member.Name} cannot be overridden");

            var called = member.IsGenericMethodDefinition ? member.MakeGenericMethod(typeof(IVolumeStore)) : member;
            var arguments = called.GetParameters().Select(parameter => parameter.ParameterType == typeof(string) ? "text" : null).ToArray<object?>();
            var result = called.Invoke(outer, arguments);
            await Proxy.CompleteAsync(result);

            Assert.Contains(member.Name, ((Proxy)inner).Calls);
        }
    }

    /// <summary>Anything of the contract; notes what is called.</summary>
    public class Proxy : DispatchProxy
    {
        public List<string> Calls { get; } = [];

        public static object Of(Type contract) => Create(contract, typeof(Proxy));

        public static async Task CompleteAsync(object? result)
        {
            switch (result)
            {
                case Task task:
                    await task;
                    break;
                case ValueTask task:
                    await task;
                    break;
                case ValueTask<ProviderInfo> task:
                    await task;
                    break;
            }
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Calls.Add(targetMethod!.Name);
            return Value(targetMethod.ReturnType);
        }

        private static object? Value(Type type) => type switch
        {
            _ when type == typeof(Task) => Task.CompletedTask,
            _ when type == typeof(ISandbox) || type == typeof(ISandboxProcess) => Of(type),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) =>
                typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [Value(type.GetGenericArguments()[0])]),
            _ when type.IsValueType && type != typeof(void) => Activator.CreateInstance(type),
            _ => null,
        };
    }
}
