using EmFunctional.Playground;
using EmFunctional.Playground.Lessons;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

const int Narrow = 704; // pixels, as in the style sheet

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
var host = builder.Build();
if (((IJSInProcessRuntime)host.Services.GetRequiredService<IJSRuntime>()).GetValue<int>("innerWidth") <= Narrow)
    Scene.Columns = 1;
await host.RunAsync();
