# The application alone; compose.yaml puts PostgreSQL beside it.
FROM ubuntu:26.04 AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates dotnet-sdk-10.0 nodejs npm && rm -rf /var/lib/apt/lists/*
ENV CI=true DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
WORKDIR /source
COPY . .
RUN dotnet publish src/Api/Api.csproj -c Release -o /app -p:UseAppHost=false

FROM ubuntu:26.04
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl aspnetcore-runtime-10.0 && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /data cadre && install -d -o cadre -g cadre -m 700 /data
COPY --from=build /app /app
USER cadre
ENV Cadre__DataDirectory=/data
VOLUME /data
EXPOSE 5080
ENTRYPOINT ["dotnet", "/app/CadreWorkflow.Api.dll"]
CMD ["--urls", "http://0.0.0.0:5080"]
