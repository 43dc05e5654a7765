return EmFunctional.Cli.EmTool.Run(args);
