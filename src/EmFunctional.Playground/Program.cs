using EmFunctional.Playground;
using EmFunctional.Playground.Lessons;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
var host = builder.Build();
Scene.FitTo(((IJSInProcessRuntime)host.Services.GetRequiredService<IJSRuntime>()).GetValue<int>("innerWidth") <= Scene.NarrowWidth);
await host.RunAsync();
