// Says the matrix of digests to the console of the browser in which it runs; ?20000 asks for as many rows.

using System.Threading.Tasks;
using EmFunctional.Recorder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.Extensions.DependencyInjection;

var address = WebAssemblyHostBuilder.CreateDefault(args).Build().Services.GetRequiredService<NavigationManager>().Uri;
foreach (var line in new Matrix(int.Parse(new Uri(address).Query[1..])).LinesOnce())
{
    Console.WriteLine(line);
    await Task.Delay(1); // the browser hears of each
}
Console.WriteLine("over");
