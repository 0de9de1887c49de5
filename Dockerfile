# A port set with -e COTAKE_PORT=9000 is asked by the health check too; one in a file of settings or an option is not.
# docker build -t cotake . && docker run --read-only --tmpfs /tmp -p 127.0.0.1:8765:8765 -v cotake:/data cotake
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/cotake \
 && /opt/cotake/bin/pip install --no-cache-dir ".[fast,web]" -c requirements.lock \
 && /opt/cotake/bin/python -m compileall -q /opt/cotake/lib

FROM python:3.12-slim
RUN useradd --system --uid 10001 cotake && mkdir /data && chown cotake /data
COPY --from=build /opt/cotake /opt/cotake
USER cotake
ENV COTAKE_HOME=/data COTAKE_HOST=0.0.0.0 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8765
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["/opt/cotake/bin/python", "-c", "import os, urllib.request as ask; ask.urlopen(f'http://127.0.0.1:{os.environ.get(\"COTAKE_PORT\") or 8765}/ready', timeout=2)"]
CMD ["/opt/cotake/bin/cotake", "serve", "--api"]
