"""Boston: an endpoint, call by call."""

from boston_parts import deploy_by_hand, error_of, invoke, model_by_hand, train_by_hand
from sdk.model import variant

PREFIX = "boston-xgboost-deploy-low"


def run(setting):
    uris = setting.upload_boston(PREFIX)
    name, described, role = train_by_hand(setting, PREFIX, uris)
    model = model_by_hand(setting, f"{name}-model", described, role)
    endpoint = deploy_by_hand(setting, f"{name}-endpoint", [variant(model, "XGB-Model")])
    answer, served_by = invoke(setting, endpoint["EndpointName"], setting.boston_request())
    setting.session.delete_endpoint(endpoint["EndpointName"])
    setting.wait_until_gone(endpoint["EndpointName"])
    return {"endpoint": endpoint["EndpointStatus"], "servedBy": served_by, "rmse": error_of(answer)}
