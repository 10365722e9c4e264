# docker build --build-arg app_env=online -t taskhost .
# docker run -p 8888:8888 -v taskhost-data:/opt/taskhost/data -v taskhost-logs:/opt/taskhost/logs taskhost
#
# conf/, scripts/ and plugins/ are taken in as they stand; mount a folder over any of them to change it without a build.
# The console listens on loopback unless conf/<app_env>/common.toml says otherwise: to reach it from outside the
# container, set [http] host = "0.0.0.0" there.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/var/cache/m2 \
    mvn -B -ntp -Dmaven.repo.local=/var/cache/m2 -Dmaven.test.skip=true -Dtaskhost.archive.skip=true -pl host/app,plugins/hello -am package \
    && mv host/app/target/taskhost-*/ /taskhost \
    && find plugins -maxdepth 1 \( -name '*.jar' -o -name '*.zip' \) -exec cp {} /taskhost/plugins/ \; \
    && mkdir -p /taskhost/conf /taskhost/scripts /taskhost/data /taskhost/logs

# The full JDK: the script compiler replaces one of its modules, and jcmd and jstack are there when a night goes wrong.
FROM eclipse-temurin:25-jdk
ARG app_env=local
ENV APP_ENV=${app_env}
ARG TZ=Asia/Shanghai
ENV TZ=${TZ} LANG=C.UTF-8 LC_ALL=C.UTF-8 TASKHOST_JAVA_HOME=/opt/java/openjdk
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends tzdata curl \
    && rm -rf /var/lib/apt/lists/* \
    && ln -snf "/usr/share/zoneinfo/${TZ}" /etc/localtime \
    && echo "${TZ}" >/etc/timezone \
    && groupadd --system taskhost \
    && useradd --system --gid taskhost --create-home --home-dir /home/taskhost taskhost
WORKDIR /opt/taskhost
COPY --from=build /taskhost ./
# Only these two are written to; the program, configuration and tasks stay out of reach of a task.
RUN chown taskhost:taskhost data logs
USER taskhost
VOLUME ["/opt/taskhost/data", "/opt/taskhost/logs"]
EXPOSE 8888
# SIGTERM lets running tasks finish (drain_seconds); give docker stop at least as long: docker stop -t 15.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8888/healthz"]
# The exec form, and the launcher execs Java: signals reach the JVM itself.
ENTRYPOINT ["/opt/taskhost/taskhost"]
CMD ["run"]
