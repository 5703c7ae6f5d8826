using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Compute.Framework.Tests.Serialization;

/// <summary>Shows every property of a value, so that two values can be compared by content.</summary>
internal static class ContractValues
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static string Show(object? value)
    {
        var text = new StringBuilder();
        Show(text, value);
        return text.ToString();
    }

    private static void Show(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or bool or Uri or Enum:
                text.Append('\'').Append(value).Append('\'');
                break;
            case DateTimeOffset moment:
                text.Append(moment.ToString("O", CultureInfo.InvariantCulture));
                break;
            case IFormattable number:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case ReadOnlyMemory<byte> bytes:
                text.Append(Convert.ToBase64String(bytes.Span));
                break;
            case IDictionary map:
                text.Append('{');
                foreach (var key in map.Keys.Cast<string>().Order(StringComparer.Ordinal))
                {
                    text.Append(key).Append(": ");
                    Show(text, map[key]);
                    text.Append("; ");
                }

                text.Append('}');
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list)
                {
                    Show(text, item);
                    text.Append("; ");
                }

                text.Append(']');
                break;
            default:
                foreach (var property in value.GetType().GetProperties(Members).Where(IsState))
                {
                    text.Append(property.Name).Append(" = ");
                    Show(text, property.GetValue(value));
                    text.Append("; ");
                }

                break;
        }
    }

    private static bool IsState(PropertyInfo property) => property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract";
}
